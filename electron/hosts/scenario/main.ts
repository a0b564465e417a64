import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChildMembers } from './child-member'
import { playScenario } from './play-scenario'
import { describeStep, parseScenario } from './scenario-file'

// `npm run scenario -- FILE`: plays a scenario against real vault processes and prints the outcome.

const [file] = process.argv.slice(2)
if (file === undefined) {
  console.error('usage: npm run scenario -- FILE (see docs/scenarios.md)')
  process.exit(2)
}
const scenario = parseScenario(await readFile(file, 'utf8'))
if (!scenario.ok) {
  console.error(`${file}: ${scenario.error.path}: ${scenario.error.message}`)
  process.exit(2)
}
const folder = await mkdtemp(join(tmpdir(), 'conclave-scenario-'))
try {
  const members = createChildMembers(join(import.meta.dirname, 'scenario-member.js'), folder)
  const outcome = await playScenario(scenario.value, members, (index, step) => {
    console.error(`${index + 1}/${scenario.value.steps.length} ${describeStep(step)}`)
  })
  console.log(JSON.stringify(outcome, null, 2))
  process.exitCode = outcome.unmet.length > 0 ? 1 : 0
} finally {
  await rm(folder, { recursive: true, force: true })
}
