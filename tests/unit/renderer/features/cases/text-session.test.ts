import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import {
  createTextSession,
  type TextState,
} from '../../../../../renderer/features/cases/text-session'
import {
  applyTextUpdate,
  createTextDoc,
  encodeTextDoc,
  narrativeUpdateFromText,
  plainTextOf,
  textFragmentOf,
} from '../../../../../shared/document'
import { err, type Failure, ok, type Result } from '../../../../../shared/errors/result'

const setup = (refusals: (Result<never, Failure> | null)[] = []) => {
  const vault = createTextDoc(1)
  applyTextUpdate(vault, narrativeUpdateFromText('Ada began', 2))
  const sent: Uint8Array[] = []
  const states: TextState[] = []
  const session = createTextSession({
    load: async () => ok({ update: encodeTextDoc(vault) }),
    send: async (update) => {
      const refusal = refusals.shift() ?? null
      if (refusal !== null) return refusal
      sent.push(update)
      const applied = applyTextUpdate(vault, update)
      return applied.ok ? ok(null) : applied
    },
    onState: (state) => states.push(state),
  })
  return { vault, sent, states, session }
}

const write = (doc: Y.Doc, text: string): void => {
  const line = new Y.XmlElement('paragraph')
  line.insert(0, [new Y.XmlText(text)])
  textFragmentOf(doc).push([line])
}

const noLimit = Number.POSITIVE_INFINITY

describe('an open text', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('writes nothing by being opened or read again', async () => {
    const { session, sent } = setup()
    await session.refresh()
    await session.refresh()
    await session.stop()
    expect(sent).toEqual([])
  })

  it('sends half a second of typing as one update', async () => {
    const { session, sent, vault, states } = setup()
    await session.refresh()
    write(session.doc, 'one')
    write(session.doc, 'two')
    await vi.advanceTimersByTimeAsync(500)
    expect(sent).toHaveLength(1)
    expect(plainTextOf(vault, noLimit)).toBe('Ada began\none\ntwo')
    expect(states.at(-1)).toBe('saved')
  })

  it('sends what was written while something was being sent', async () => {
    const { session, vault, sent } = setup()
    await session.refresh()
    write(session.doc, 'first')
    const sending = session.flush()
    write(session.doc, 'second')
    await sending
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sent).toHaveLength(2)
    expect(plainTextOf(vault, noLimit)).toBe('Ada began\nfirst\nsecond')
  })

  it('joins what others wrote with what is written here', async () => {
    const { session, vault } = setup()
    await session.refresh()
    write(session.doc, 'here')
    write(vault, 'there')
    await session.refresh()
    await session.flush()
    expect(plainTextOf(session.doc, noLimit)).toBe(plainTextOf(vault, noLimit))
    expect(plainTextOf(vault, noLimit)).toContain('here')
    expect(plainTextOf(vault, noLimit)).toContain('there')
  })

  it('sends what is unsent before it closes', async () => {
    const { session, vault } = setup()
    await session.refresh()
    write(session.doc, 'last words')
    await session.stop()
    expect(plainTextOf(vault, noLimit)).toContain('last words')
  })

  it('tries again what failed, and loses nothing', async () => {
    const { session, vault, states } = setup([err({ code: 'storage/write-failed' })])
    await session.refresh()
    write(session.doc, 'kept')
    await vi.advanceTimersByTimeAsync(500)
    expect(states.at(-1)).toBe('failed')
    write(session.doc, 'and more')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(plainTextOf(vault, noLimit)).toBe('Ada began\nkept\nand more')
    expect(states.at(-1)).toBe('saved')
  })

  it('says that a text is refused for good, and does not try it again by itself', async () => {
    const { session, sent, states } = setup([err({ code: 'text/too-large' })])
    await session.refresh()
    write(session.doc, 'too much')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(states.at(-1)).toBe('refused')
    expect(sent).toEqual([])
  })
})
