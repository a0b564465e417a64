declare const gc: (() => void) | undefined

/**
 * Collects garbage at once, so that texts which passed through this process are gone after a lock. In
 * Electron none pass through main: pages and vault have a port of their own.
 *
 * Node offers this when it was started with `--expose-gc`; with `--clear-free-memory` what is freed is
 * zeroed too, and glibc's `perturb` does the same for buffers (see scripts/lib/tidy-memory.mjs).
 */
export const forgetFreed = (): void => {
  if (typeof gc === 'function') gc()
}
