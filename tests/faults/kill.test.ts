import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleForNode } from '../support/disk/bundle-for-node'
import { alterImage, createMemoryDisk, type DiskImage } from '../support/disk/memory-disk'
import { expectPromiseKept } from '../support/disk/promise-oracle'
import { createLifeLog, type LifeLog } from '../support/disk/scripted-life'
import { loadBench } from '../support/disk/storage-bench'

const isNightly = process.env.CONCLAVE_NIGHTLY === '1'
const kills = isNightly ? 1_000 : 50
const calls = ['pwrite64', 'fdatasync', 'fsync', 'rename'] as const

const canTrace = (): boolean => spawnSync('strace', ['-f', '-e', 'trace=none', 'true']).status === 0
const isSkipped = process.platform !== 'linux' || !canTrace()
if (isSkipped) console.log('fault test 3 skipped: strace is absent or not permitted here')

const work = mkdtempSync(join(tmpdir(), 'conclave-kill-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** Runs the life under strace. One file thread, because strace counts calls by thread. */
const trace = (script: string, root: string, options: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      'strace',
      // Optimising WebAssembly takes longer than such a short life.
      ['-f', '-qq', ...options, process.execPath, '--liftoff-only', script, root],
      { env: { ...process.env, UV_THREADPOOL_SIZE: '1' } },
      (_error, stdout) => resolve(stdout),
    )
  })

const lastLog = (stdout: string): LifeLog => {
  const lines = stdout.split('\n').filter((line) => line.endsWith('}'))
  const last = lines.at(-1)
  return last ? (JSON.parse(last) as LifeLog) : createLifeLog()
}

const readImage = (root: string): DiskImage => {
  const files: Record<string, Uint8Array> = {}
  const folders: string[] = []
  for (const name of readdirSync(root, { recursive: true }) as string[]) {
    if (statSync(join(root, name)).isDirectory()) folders.push(`/${name}`)
    else files[`/${name}`] = readFileSync(join(root, name))
  }
  const image = new Map(alterImage(createMemoryDisk().image(), files))
  for (const path of folders)
    image.set(path, { kind: 'folder', bytes: new Uint8Array(), modifiedAtMs: 0 })
  return image
}

/** Every call of a whole life that a kill can come at. */
const countCalls = async (script: string): Promise<{ call: string; nth: number }[]> => {
  const listing = join(work, 'calls')
  const stdout = await trace(script, join(work, 'whole'), [
    '-o',
    listing,
    '-e',
    `trace=${calls.join(',')}`,
  ])
  expect(lastLog(stdout).isLocked).toBe(true)
  const lines = readFileSync(listing, 'utf8').split('\n')
  return calls.flatMap((call) => {
    const count = lines.filter((line) => line.includes(` ${call}(`)).length
    return Array.from({ length: count }, (_, i) => ({ call, nth: i + 1 }))
  })
}

describe.skipIf(isSkipped)('a real kill -9 (fault test 3, promise 5)', () => {
  let script = ''
  beforeAll(async () => {
    await loadBench()
    script = await bundleForNode('tests/support/disk/life-process.ts', join(work, 'bundle'))
  }, 60_000)

  it(
    `keeps the promise at ${kills} writes, syncs and renames on the real disk`,
    async () => {
      const moments = await countCalls(script)
      expect(moments.length).toBeGreaterThan(100)
      let killed = 0
      const killAt = async (turn: number): Promise<void> => {
        const index =
          kills < moments.length
            ? Math.floor((turn * moments.length) / kills)
            : turn % moments.length
        const { call, nth } = moments[index] as { call: string; nth: number }
        const root = join(work, String(turn))
        const stdout = await trace(script, root, [
          '-o',
          '/dev/null',
          '-e',
          `trace=${call}`,
          '-e',
          `inject=${call}:signal=SIGKILL:when=${nth}`,
        ])
        const log = lastLog(stdout)
        if (!log.isLocked) killed++
        await expectPromiseKept(readImage(root), log).catch((cause) => {
          throw new Error(`killed at ${call} ${nth}`, { cause })
        })
        rmSync(root, { recursive: true, force: true })
      }
      const lanes = [0, 1].map(async (lane) => {
        for (let turn = lane; turn < kills; turn += 2) await killAt(turn)
      })
      await Promise.all(lanes)
      expect(killed).toBe(kills)
    },
    isNightly ? 1_200_000 : 120_000,
  )
})
