import { type Playbook, parsePlaybook } from '../../../shared/domain/playbook'
import { err, ok, type Result } from '../../../shared/errors/result'
import { textOf } from '../../../shared/util/bytes'
import type { Disk } from '../../platform/disk'

/** The playbooks that come with the app (`resources/playbooks`). */
export interface PlaybookShelf {
  readonly list: () => Promise<readonly Playbook[]>
  readonly get: (id: string) => Promise<Result<Playbook, { readonly code: 'playbook/unknown' }>>
}

const maxFileBytes = 1_000_000

export const createPlaybookShelf = (disk: Disk, folder: string): PlaybookShelf => {
  const readOne = async (name: string): Promise<Playbook> => {
    const file = await disk.readFile(`${folder}/${name}`, maxFileBytes)
    if (!file.ok) throw new Error(`shipped playbook ${name}: ${file.error.code}`)
    const parsed = parsePlaybook(JSON.parse(textOf(file.value)))
    if (!parsed.ok)
      throw new Error(`shipped playbook ${name}: ${parsed.error.path} ${parsed.error.reason}`)
    return parsed.value
  }
  const list = async () => {
    const names = await disk.list(folder)
    if (!names.ok) throw new Error(`shipped playbooks: ${names.error.code}`)
    return Promise.all(names.value.filter((name) => name.endsWith('.json')).map(readOne))
  }
  return {
    list,
    get: async (id) => {
      const found = (await list()).find((playbook) => playbook.id === id)
      return found ? ok(found) : err({ code: 'playbook/unknown' })
    },
  }
}
