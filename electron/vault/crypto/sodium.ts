import sodium from 'libsodium-wrappers-sumo'

/**
 * The one door to libsodium. Everything under `electron/vault/crypto` composes its primitives;
 * nothing else in the project calls it.
 */
export type Sodium = typeof sodium

/** Waits for the WebAssembly module. Call once before anything else in this folder. */
export const loadSodium = async (): Promise<Sodium> => {
  await sodium.ready
  return sodium
}

export { sodium }
