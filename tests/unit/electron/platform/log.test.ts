import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFileLog } from '../../../../electron/platform/log'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conclave-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the log', () => {
  it('holds a line of JSON for every note, readable by its owner alone', () => {
    const path = join(folder, 'home', 'conclave.log')
    const log = createFileLog(path, () => 0)
    log.note('internal/defect', { incidentId: 'i', frames: ['at a', 'at b'] })
    log.note('vault/given-up')
    expect(
      readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        at: '1970-01-01T00:00:00.000Z',
        code: 'internal/defect',
        incidentId: 'i',
        frames: ['at a', 'at b'],
      },
      { at: '1970-01-01T00:00:00.000Z', code: 'vault/given-up' },
    ])
    expect(statSync(path).mode & 0o077).toBe(0)
  })

  it('begins anew when it has grown, keeping one predecessor', () => {
    const path = join(folder, 'conclave.log')
    createFileLog(path, () => 0).note('first')
    writeFileSync(path, 'x'.repeat(600_000))
    createFileLog(path, () => 0).note('second')
    expect(statSync(path).size).toBeLessThan(200)
    expect(statSync(`${path}.old`).size).toBe(600_000)
  })

  it('never throws: a log that cannot be written stops nothing', () => {
    const notAFolder = join(folder, 'file')
    writeFileSync(notAFolder, '')
    const log = createFileLog(join(notAFolder, 'conclave.log'), () => 0)
    expect(() => log.note('lost')).not.toThrow()
  })
})
