import type { MessagePort } from 'node:worker_threads'
import type { Port } from '../../shared/contracts/ports'

/** A worker's MessagePort as a contract port. Structured clone keeps a `Uint8Array` as it is. */
export const nodePort = (port: MessagePort): Port => {
  let closedHere = false
  return {
    post: (message) => port.postMessage(message),
    on: (listener) => {
      port.on('message', listener)
    },
    onClose: (listener) => {
      port.once('close', () => {
        if (!closedHere) listener()
      })
    },
    close: () => {
      closedHere = true
      port.close()
    },
  }
}
