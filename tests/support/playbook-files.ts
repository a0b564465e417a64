import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Playbook, parsePlaybook } from '../../shared/domain/playbook'

const resources = join(import.meta.dirname, '../../resources')

export const readJson = (path: string): unknown =>
  JSON.parse(readFileSync(join(resources, path), 'utf8'))

export const listJson = (folder: string): string[] =>
  readdirSync(join(resources, folder))
    .filter((name) => name.endsWith('.json'))
    .sort()

/** A shipped playbook. Every call makes a new object, free to be spoilt. */
export const shippedPlaybook = (id: string): Playbook => {
  const parsed = parsePlaybook(readJson(`playbooks/${id}.json`))
  if (!parsed.ok) throw new Error(`${id}: ${parsed.error.path}: ${parsed.error.reason}`)
  return parsed.value
}
