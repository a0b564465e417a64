/**
 * The points of small order of X25519, as libsodium lists them (RFC 7748, section 6.1), least
 * significant byte first and without the highest bit, which is not read. Nothing can be sealed to
 * them: libsodium throws.
 */
const smallOrder: ReadonlySet<string> = new Set([
  `${'00'.repeat(32)}`,
  `01${'00'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
])

/** Whether boxes can be sealed to a key, in hex. Asked before anyone is let in with it. */
export const takesBoxes = (boxKey: string): boolean => {
  const highest = (Number.parseInt(boxKey.slice(-2), 16) & 0x7f).toString(16).padStart(2, '0')
  return !smallOrder.has(`${boxKey.slice(0, -2)}${highest}`)
}
