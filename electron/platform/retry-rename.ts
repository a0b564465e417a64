const delaysMs = [10, 20, 40, 80, 160, 320, 500]

/**
 * Windows refuses a rename while a virus scanner or an indexer holds either file for a moment
 * (EPERM, EBUSY, EACCES). Tries for about a second there; elsewhere such an answer is final.
 */
export const retryRename = async (
  rename: () => Promise<void>,
  isWindows: boolean,
  wait: (ms: number) => Promise<void> = waitMs,
): Promise<void> => {
  for (const delayMs of isWindows ? delaysMs : []) {
    try {
      return await rename()
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'EPERM' && code !== 'EBUSY' && code !== 'EACCES') throw error
      await wait(delayMs)
    }
  }
  return rename()
}

const waitMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
