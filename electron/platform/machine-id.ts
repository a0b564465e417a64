import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { textOf, utf8 } from '../../shared/util/bytes'
import type { Disk } from './disk'

const maxFileBytes = 1_024

/**
 * A text that is stable for this app on this machine and another on every other: what the system says
 * of the machine, and an id that the app made in its own folder when it first ran here. A vault keeps
 * a salted hash of it, to ask "moved or restored?" when its folder turns up elsewhere.
 */
export const readMachineId = async (disk: Disk, homeFolder: string): Promise<string> => {
  const system = await disk.readFile('/etc/machine-id', maxFileBytes)
  const machine = system.ok && system.value.length > 0 ? textOf(system.value).trim() : hostname()
  return `${machine}/${await readInstallationId(disk, `${homeFolder}/installation-id`)}`
}

const readInstallationId = async (disk: Disk, path: string): Promise<string> => {
  const known = await disk.readFile(path, maxFileBytes)
  if (known.ok) return textOf(known.value).trim()
  const id = randomUUID()
  const created = await disk.create(path)
  // Another process that starts for the first time at once may have been faster: its id is ours too.
  if (!created.ok) return created.error.code === 'disk/exists' ? readInstallationId(disk, path) : ''
  await created.value.write(utf8(id), 0)
  await created.value.sync()
  await created.value.close()
  return id
}
