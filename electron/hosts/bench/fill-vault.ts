import type { VaultHandlers } from '../../../shared/contracts/vault'
import type { CaseId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import { createNodeKdfWorker } from '../../vault/crypto/kdf-in-worker'
import { startVault } from '../../vault/start'
import type { AppFiles } from '../app-files'
import { makeReport } from './made-up-reports'

/** Of every vault that is made up here. */
export const benchPassphrase = 'four lanterns drift past the harbor wall'

const hourMs = 3_600_000

/** A vault process's work, in this process. The app must have been built. */
export const startBenchVault = (files: AppFiles, homeFolder: string, kdfWorker: URL) =>
  startVault({
    homeFolder,
    resourcesFolder: files.resources,
    wasmPath: files.wasm,
    handoffPath: files.handoffPage,
    createKdfWorker: createNodeKdfWorker(kdfWorker),
    emit: () => {},
    now: Date.now,
  })

/** @returns the folder of a new vault, which is left unlocked. */
export const foundBenchVault = async (handlers: VaultHandlers): Promise<string> => {
  const playbook = unwrap(await handlers['playbook.get']({ id: 'elastic' }))
  const { folder } = unwrap(
    await handlers['vault.found']({
      committeeName: 'Harbor Days committee',
      memberName: 'Ada',
      employer: 'Tidewater Labs',
      label: 'Bench',
      playbook: { id: 'elastic' },
      acceptedAgreement: String(playbook.confidentialityAgreement.version),
      passphrase: benchPassphrase,
    }),
  )
  return folder
}

/** Takes the made-up report of that number, received that many hours ago. @param chars of its note, about. */
export const takeMadeUpReport = async (
  handlers: VaultHandlers,
  number: number,
  chars: number,
): Promise<{ readonly caseId: CaseId; readonly codeName: string }> => {
  const { intakeId } = unwrap(await handlers['intake.start']({ channel: 'phone' }))
  const draft = makeReport(number, chars, Date.now() - number * hourMs)
  return unwrap(await handlers['intake.finish']({ intakeId, draft }))
}
