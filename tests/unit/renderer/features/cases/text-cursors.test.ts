import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { colourOf, createTextCursors } from '../../../../../renderer/features/cases/text-cursors'
import {
  createTextDoc,
  encodeTextCursor,
  parseTextCursor,
  textFragmentOf,
} from '../../../../../shared/document'
import { MemberId } from '../../../../../shared/domain/terms'

/** After so long the library says its state again. Its clock is read past the test's. */
const renewMs = 15_000

const docs: Y.Doc[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const doc of docs.splice(0)) doc.destroy()
})

const setup = () => {
  const doc = createTextDoc()
  docs.push(doc)
  const place = Y.createRelativePositionFromTypeIndex(textFragmentOf(doc), 0)
  const cursor = { anchor: place, head: place }
  const told: (Uint8Array | null)[] = []
  const cursors = createTextCursors(doc, (at) => told.push(at))
  const others = () =>
    [...cursors.awareness.states.entries()]
      .filter(([number]) => number !== doc.clientID)
      .map(([number, state]) => [number, state.user.name])
  return { cursor, cursors, told, others }
}

const ben = { memberId: MemberId.parse('b'.repeat(32)), name: 'Ben Okafor' }
const dana = { memberId: MemberId.parse('d'.repeat(32)), name: 'Dana Reyes-Whitfield' }

describe('the cursors in a text', () => {
  it('tell where the own one is, and that it is nowhere', () => {
    const { cursor, cursors, told } = setup()
    cursors.awareness.setLocalStateField('cursor', cursor)
    const parsed = told[0] instanceof Uint8Array ? parseTextCursor(told[0]) : null
    expect(parsed).toEqual(cursor)
    cursors.awareness.setLocalStateField('cursor', null)
    expect(told[1]).toBeNull()
  })

  it('tell the own one again while it stands, so that nobody takes it for gone', () => {
    vi.useFakeTimers()
    const { cursor, cursors, told } = setup()
    const { awareness } = cursors
    awareness.setLocalStateField('cursor', cursor)
    awareness.meta.set(awareness.clientID, { clock: 1, lastUpdated: Date.now() - renewMs })
    vi.advanceTimersByTime(renewMs)
    expect(told).toHaveLength(2)
    expect(told[1]).toEqual(told[0])
  })

  it('show everybody else, each laptop with a number and a colour that stay its own', () => {
    const { cursor, cursors, others, told } = setup()
    const at = encodeTextCursor(cursor)
    cursors.setOthers([
      { ...ben, at },
      { ...dana, at },
    ])
    const [first, second] = others()
    cursors.setOthers([{ ...dana, at }])
    expect(others()).toEqual([second])
    cursors.setOthers([
      { ...dana, at },
      { ...ben, at },
    ])
    expect(others().sort()).toEqual([first, second].sort())
    expect(colourOf(Number(first?.[0]))).not.toBe(colourOf(Number(second?.[0])))
    expect(told).toEqual([])
  })

  it('leave out what is no cursor, and forget who is gone', () => {
    const { cursor, cursors, others } = setup()
    cursors.setOthers([
      { ...ben, at: new Uint8Array([0, 9, 9]) },
      { ...dana, at: encodeTextCursor(cursor) },
    ])
    expect(others().map(([, name]) => name)).toEqual([dana.name])
    cursors.setOthers([])
    expect(others()).toEqual([])
  })
})
