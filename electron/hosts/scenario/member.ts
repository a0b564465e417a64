import { MessageChannel } from 'node:worker_threads'
import { createLink } from '../../../shared/contracts/link'
import { VaultEvent, vaultContract } from '../../../shared/contracts/vault'
import { err, type Result } from '../../../shared/errors/result'
import { createVaultSupervisor } from '../../main/vault-supervisor'
import { findAppFiles } from '../app-files'
import { startWorkerVault } from '../chromium/worker-vault'
import { nodePort } from '../node-port'
import { startTimer } from '../timers'
import type { MemberAnswer, MemberCall } from './child-member'

// One member of a scenario: a process of their own with their vault in it, so that it can be killed.

const [homeFolder] = process.argv.slice(2)
if (homeFolder === undefined || process.send === undefined) {
  throw new Error('started by the scenario player, with a home folder')
}

const files = findAppFiles(import.meta.dirname)
const link = createLink(vaultContract, { schema: VaultEvent, listener: () => {} })
const connectVault = (): void => {
  const { port1, port2 } = new MessageChannel()
  link.attach(nodePort(port1))
  supervisor.connect(port2)
}
const supervisor = createVaultSupervisor({
  startProcess: () =>
    startWorkerVault(
      files.vaultScript,
      { homeFolder, resourcesFolder: files.resources, wasmPath: files.wasm, checkAnswers: true },
      (defect) => console.error(JSON.stringify(defect)),
    ),
  onReplaced: connectVault,
  onGivenUp: () => process.exit(1),
  nowMs: () => performance.now(),
  startTimer,
})
connectVault()

const call = (row: string, input: unknown): Promise<Result<unknown>> => {
  if (!Object.hasOwn(vaultContract, row)) {
    return Promise.resolve(err({ code: 'contract/unknown-row' }))
  }
  return (
    link.client[row as keyof typeof vaultContract] as (given: unknown) => Promise<Result<unknown>>
  )(input)
}

process.on('message', async (message: MemberCall) => {
  if (message.row === null) {
    await supervisor.stop()
    process.exit(0)
  }
  const answer: MemberAnswer = { id: message.id, result: await call(message.row, message.input) }
  process.send?.(answer)
})
process.on('disconnect', () => process.exit(0))
