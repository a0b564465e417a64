import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createChildMembers } from '../../../electron/hosts/scenario/child-member'
import { playScenario } from '../../../electron/hosts/scenario/play-scenario'
import { parseScenario } from '../../../electron/hosts/scenario/scenario-file'
import { unwrap } from '../../../shared/errors/result'

const project = new URL('../../../', import.meta.url).pathname
const folder = join(project, 'tests', 'scenarios')
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => unwrap(parseScenario(readFileSync(join(folder, name), 'utf8'))))

describe('a scenario against real vault processes', () => {
  it.each(scenarios)('$title $covers', { timeout: 300_000 }, async (scenario) => {
    const home = mkdtempSync(join(tmpdir(), 'conclave-scenario-'))
    try {
      const members = createChildMembers(join(project, 'out/main/scenario-member.js'), home)
      const { unmet } = await playScenario(scenario, members)
      expect(unmet).toEqual([])
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  })
})
