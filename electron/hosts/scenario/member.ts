import { findAppFiles } from '../app-files'
import { startLinkedVault } from '../linked-vault'
import type { MemberAnswer, MemberCall } from './child-member'

// One member of a scenario: a process of their own with their vault in it, so that it can be killed.

const [homeFolder] = process.argv.slice(2)
if (homeFolder === undefined || process.send === undefined) {
  throw new Error('started by the scenario player, with a home folder')
}

const vault = startLinkedVault({
  files: findAppFiles(import.meta.dirname),
  homeFolder,
  checkAnswers: true,
  reportDefect: (defect) => console.error(JSON.stringify(defect)),
  onEvent: () => {},
  onReplaced: () => {},
  onGivenUp: () => process.exit(1),
})

process.on('message', async (message: MemberCall) => {
  if (message.row === null) {
    await vault.stop()
    process.exit(0)
  }
  const result = await vault.call(message.row, message.input)
  const answer: MemberAnswer = { id: message.id, result }
  process.send?.(answer)
})
process.on('disconnect', () => process.exit(0))
