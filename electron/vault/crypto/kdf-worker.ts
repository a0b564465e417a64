import { parentPort } from 'node:worker_threads'
import { deriveInProcess, type KdfRequest } from './kdf'

// Bundled on its own; answers one request, then its creator ends it.
parentPort?.once('message', (request: KdfRequest) => {
  deriveInProcess(request).then(
    (key) => parentPort?.postMessage({ key }),
    () => parentPort?.postMessage({ key: null }),
  )
})
