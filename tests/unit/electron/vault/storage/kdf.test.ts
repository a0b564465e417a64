import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { deriveInProcess, passphraseToBytes } from '../../../../../electron/vault/crypto/kdf'
import {
  createNodeKdfWorker,
  createWorkerKdf,
} from '../../../../../electron/vault/crypto/kdf-in-worker'
import {
  calibrateKdf,
  checkKdfParams,
  chooseKdfParams,
  kdfDefault,
  kdfFloor,
} from '../../../../../electron/vault/crypto/kdf-params'
import { bytesToHex } from '../../../../../shared/util/bytes'
import { bundleForNode } from '../../../../support/disk/bundle-for-node'
import { loadBench } from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const small = {
  passphrase: passphraseToBytes('correct horse'),
  salt: new Uint8Array(16).fill(7),
  opsLimit: 1,
  memLimitBytes: 8_192,
}
const frozen = '77c7165d162cfa442dd959d139711790f84c091401080df1b8cbdb1855ccf11e'

describe('the key of a passphrase', () => {
  it('is Argon2id version 1.3 with one lane: a frozen value', async () => {
    expect(bytesToHex(await deriveInProcess(small))).toBe(frozen)
  })

  it('is the same at the floor, in a worker that is ended afterwards', async () => {
    const work = mkdtempSync(join(tmpdir(), 'conclave-kdf-'))
    onTestFinished(() => rmSync(work, { recursive: true, force: true }))
    const script = await bundleForNode('electron/vault/crypto/kdf-worker.ts', work)
    const workers: Worker[] = []
    const derive = createWorkerKdf(() => {
      const worker = createNodeKdfWorker(script)()
      workers.push(worker)
      return worker
    })
    const request = { ...small, ...kdfFloor }
    expect(await derive(request)).toEqual(await deriveInProcess(request))
    // A worker that has ended has no thread id any more.
    expect(workers.map((worker) => worker.threadId)).toEqual([-1])
  }, 30_000)

  it('is refused, not awaited for ever, when the worker dies or has no memory', async () => {
    const dying = createWorkerKdf(() => new Worker('process.exit(1)', { eval: true }))
    await expect(dying(small)).rejects.toThrow('no key')
    const failing = createWorkerKdf(
      () =>
        new Worker(`require('worker_threads').parentPort.postMessage({ key: null })`, {
          eval: true,
        }),
    )
    await expect(failing(small)).rejects.toThrow('no key')
  })

  it('is the same however the letters were composed', () => {
    expect(passphraseToBytes('caf\u00e9 \ufb01n')).toEqual(passphraseToBytes('cafe\u0301 fin'))
  })
})

describe('the cost of a guess', () => {
  it('is never below the floor nor above what a laptop has', () => {
    expect(checkKdfParams(kdfFloor)).toBe(null)
    expect(checkKdfParams(kdfDefault)).toBe(null)
    expect(checkKdfParams({ ...kdfFloor, opsLimit: 2 })).toBe('below-floor')
    expect(checkKdfParams({ ...kdfFloor, memLimitBytes: kdfFloor.memLimitBytes - 1 })).toBe(
      'below-floor',
    )
    expect(checkKdfParams({ opsLimit: 17, memLimitBytes: kdfFloor.memLimitBytes })).toBe(
      'above-ceiling',
    )
    expect(checkKdfParams({ opsLimit: 3, memLimitBytes: 2 ** 30 + 1 })).toBe('above-ceiling')
  })

  it('is fitted to about a second: 256 MiB where the floor takes 0.26 s', () => {
    const gibibyte = 2 ** 30
    const mebibytes = (floorMs: number, memory: number) =>
      chooseKdfParams(floorMs, memory).memLimitBytes / 2 ** 20
    expect(mebibytes(260, 16 * gibibyte)).toBe(256)
    expect(mebibytes(130, 16 * gibibyte)).toBe(512)
    expect(mebibytes(20, 16 * gibibyte)).toBe(1_024)
    expect(mebibytes(20, 4 * gibibyte)).toBe(512)
    expect(mebibytes(5_000, 16 * gibibyte)).toBe(64)
    expect(mebibytes(20, gibibyte / 4)).toBe(64)
  })

  it('is measured once, at the floor', async () => {
    const asked: number[] = []
    let now = 0
    const params = await calibrateKdf(
      async (request) => {
        asked.push(request.memLimitBytes)
        now += 300
        return new Uint8Array(32)
      },
      () => now,
      2 ** 34,
    )
    expect(asked).toEqual([kdfFloor.memLimitBytes])
    expect(params).toEqual(kdfDefault)
  })
})
