import type { MessagePortMain } from 'electron'
import type { Port } from '../../shared/contracts/ports'

/** A port of Electron's main or utility process as a contract port. */
export const electronPort = (port: MessagePortMain): Port => {
  let closedHere = false
  return {
    post: (message) => port.postMessage(message),
    on: (listener) => {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onClose: (listener) => {
      port.on('close', () => {
        if (!closedHere) listener()
      })
    },
    close: () => {
      closedHere = true
      port.close()
    },
  }
}
