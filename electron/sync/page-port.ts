import type { Port } from '../../shared/contracts/ports'

/** The page's end of the channel to main. */
export const pagePort = (port: MessagePort): Port => {
  let closedHere = false
  return {
    post: (message) => port.postMessage(message),
    on: (listener) => {
      port.onmessage = (event) => listener(event.data)
    },
    onClose: (listener) =>
      port.addEventListener('close', () => {
        if (!closedHere) listener()
      }),
    close: () => {
      closedHere = true
      port.close()
    },
  }
}
