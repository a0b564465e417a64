import type { Delivery, SpaceDelivery } from './delivery'

/** One thing that is never divided: what it weighs at most, and how it is put into a piece. */
interface Item {
  readonly bytes: number
  readonly put: (piece: Piece) => void
}

/** The heads of the three lists and of what holds them. */
const frameBytes = 16
/** A space's id and the heads around it. */
const spaceBytes = 28
const fieldHeadBytes = 5
const reachBytes = 95

interface OpenSpace extends SpaceDelivery {
  readonly entries: Uint8Array[]
  readonly parts: Uint8Array[]
}

class Piece {
  readonly #spaces: OpenSpace[] = []
  readonly #haves: Delivery['haves'][number][] = []
  readonly #receipts: Delivery['receipts'][number][] = []
  bytes = frameBytes

  get isEmpty(): boolean {
    return this.bytes === frameBytes
  }

  openSpace(space: string): OpenSpace {
    const last = this.#spaces.at(-1)
    if (last?.space === space) return last
    const opened: OpenSpace = { space, entries: [], parts: [] }
    this.#spaces.push(opened)
    return opened
  }

  addHave(have: Delivery['haves'][number]): void {
    this.#haves.push(have)
  }

  addReceipt(receipt: Delivery['receipts'][number]): void {
    this.#receipts.push(receipt)
  }

  toDelivery(): Delivery {
    return { spaces: this.#spaces, haves: this.#haves, receipts: this.#receipts }
  }
}

/** Entries that are not divided, as one item. */
const entriesItem = (space: string, entries: readonly Uint8Array[]): Item => ({
  bytes: entries.reduce((sum, { length }) => sum + fieldHeadBytes + length, spaceBytes),
  put: (piece) => {
    for (const entry of entries) piece.openSpace(space).entries.push(entry)
  },
})

function* itemsOf({ spaces, haves, receipts }: Delivery, limitBytes: number): Generator<Item> {
  for (const { space, entries, parts, beginning = 0 } of spaces) {
    const first = entriesItem(space, entries.slice(0, beginning))
    const isTogether = beginning > 0 && frameBytes + first.bytes <= limitBytes
    if (isTogether) yield first
    for (const entry of entries.slice(isTogether ? beginning : 0)) yield entriesItem(space, [entry])
    for (const part of parts) {
      yield {
        bytes: spaceBytes + fieldHeadBytes + part.length,
        put: (piece) => piece.openSpace(space).parts.push(part),
      }
    }
  }
  for (const have of haves) {
    yield {
      bytes: spaceBytes + have.logs.length * reachBytes,
      put: (piece) => piece.addHave(have),
    }
  }
  for (const receipt of receipts) {
    yield { bytes: reachBytes, put: (piece) => piece.addReceipt(receipt) }
  }
}

/**
 * Pieces of at most `limitBytes` each as `encodeDelivery` writes them, in order; a single entry, part
 * or space's list of logs above the limit has a piece of its own. The beginning of a space is not divided where it
 * fits: whoever does not have the space takes it in by its beginning alone. At least one, which may be empty. A
 * space without entries and parts is left out: it says nothing. A space's list of logs is never divided:
 * the later half would be taken for all that the sender has.
 */
export const splitDelivery = (delivery: Delivery, limitBytes: number): readonly Delivery[] => {
  const pieces = [new Piece()]
  for (const item of itemsOf(delivery, limitBytes)) {
    let piece = pieces.at(-1) as Piece
    if (!piece.isEmpty && piece.bytes + item.bytes > limitBytes) {
      piece = new Piece()
      pieces.push(piece)
    }
    item.put(piece)
    piece.bytes += item.bytes
  }
  return pieces.map((piece) => piece.toDelivery())
}
