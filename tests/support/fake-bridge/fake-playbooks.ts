import elastic from '../../../resources/playbooks/elastic.json'
import kubernetes from '../../../resources/playbooks/kubernetes.json'
import own from '../../../resources/playbooks/own.json'
import { checkPlaybook, Playbook } from '../../../shared/domain/playbook'

export const playbooks: readonly Playbook[] = [kubernetes, elastic, own].map((file) =>
  Playbook.parse(file),
)

export const findPlaybook = (id: string): Playbook | undefined =>
  playbooks.find((playbook) => playbook.id === id)

/** As the vault checks an edited copy: first whether it is JSON, then its shape, then its sense. */
export const findingsOf = (json: string): { path: string; message: string }[] => {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return [{ path: '', message: 'not-json' }]
  }
  const parsed = Playbook.safeParse(value)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  }
  return checkPlaybook(parsed.data).map(({ path, code }) => ({ path, message: code }))
}
