/**
 * Chromium makes 500 connections in a page, and counts those that are closed until their memory is collected (measured: a page
 * that closes all of them makes 500, and then none for as long as it lives). A page can not ask for that. It can take
 * memory and let go of it, which has the browser collect; nothing of this is ever touched, so it costs no memory.
 */
const sweepEvery = 64
const pressureBytes = 33_554_432
const pressureRounds = 8

/** @returns what is called for every connection that is made. */
export const createSweep = (
  allocate: (sizeBytes: number) => unknown = (sizeBytes) => new ArrayBuffer(sizeBytes),
): (() => void) => {
  let made = 0
  const press = async (): Promise<void> => {
    for (let round = 0; round < pressureRounds; round++) {
      try {
        allocate(pressureBytes)
      } catch {
        // There is none: then the browser collects as it is.
      }
      await new Promise((resolve) => setTimeout(resolve))
    }
  }
  return () => {
    made += 1
    if (made % sweepEvery === 0) void press()
  }
}
