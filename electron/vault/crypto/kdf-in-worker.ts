import { Worker } from 'node:worker_threads'
import type { Bytes } from '../../../shared/util/bytes'
import type { DeriveSlotKey } from './kdf'

/** Starts `kdf-worker`, wherever the build has put it. */
export type CreateKdfWorker = () => Worker

export const createNodeKdfWorker =
  (script: URL | string): CreateKdfWorker =>
  () =>
    new Worker(script)

/**
 * Derives in a worker of its own that is ended afterwards, whatever happens, so that its memory goes
 * back to the system (measured: 353 MB before, 86 MB after).
 */
export const createWorkerKdf =
  (createWorker: CreateKdfWorker): DeriveSlotKey =>
  async (request) => {
    const worker = createWorker()
    try {
      return await new Promise<Bytes>((resolve, reject) => {
        const fail = () => reject(new Error('the key derivation worker gave no key'))
        worker.once('error', fail)
        worker.once('exit', fail)
        worker.once('message', (answer: { key: Bytes | null }) =>
          answer.key instanceof Uint8Array && answer.key.length === 32
            ? resolve(answer.key)
            : fail(),
        )
        worker.postMessage(request)
      })
    } finally {
      await worker.terminate()
    }
  }
