/** Asks again and again, as somebody who watches the page would. */
export const until = async (
  what: string,
  withinMs: number,
  holds: () => Promise<boolean>,
): Promise<void> => {
  const endsAtMs = Date.now() + withinMs
  while (Date.now() < endsAtMs) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`never came: ${what}`)
}
