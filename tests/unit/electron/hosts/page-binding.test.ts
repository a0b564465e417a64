import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPageBinding } from '../../../../electron/hosts/chromium/page-binding'
import { nodeBase64 } from '../../../../electron/hosts/node-base64'
import { createJsonCodec } from '../../../../shared/contracts/json-codec'
import { ok } from '../../../../shared/errors/result'

const codec = createJsonCodec(nodeBase64)
const pageUrl = 'https://conclave.invalid/'
const own = { isMainFrame: true, url: pageUrl }

const setup = () => {
  const calls: unknown[] = []
  const record = (side: string) => async (row: string, input: unknown) => {
    calls.push([side, row, input])
    return ok({ echo: input })
  }
  const binding = createPageBinding({
    pageUrl,
    callVault: record('vault'),
    callShell: record('shell'),
  })
  const ask = async (message: unknown, source = own) => {
    const decoded = codec.decode(await binding.answer(source, codec.encode(message)))
    return decoded.ok ? decoded.value : decoded
  }
  return { binding, calls, ask }
}

const event = { from: 'vault', event: { kind: 'session-changed' } } as const

describe("the host's end of the page", () => {
  it('passes a call on to its side, bytes as bytes', async () => {
    const { ask, calls } = setup()
    const input = { bytes: new Uint8Array([1, 2, 3]) }
    expect(await ask({ to: 'vault', row: 'text.edit', input })).toEqual(ok({ echo: input }))
    expect(await ask({ to: 'shell', row: 'shell.info', input: {} })).toEqual(ok({ echo: {} }))
    expect(calls).toEqual([
      ['vault', 'text.edit', input],
      ['shell', 'shell.info', {}],
    ])
  })

  it.each([
    ['a frame inside', { isMainFrame: false, url: pageUrl }],
    ['another page', { isMainFrame: true, url: 'https://evil.example/' }],
    ['another document of the origin', { isMainFrame: true, url: `${pageUrl}other.html` }],
    ['no page', { isMainFrame: true, url: 'about:blank' }],
  ])('refuses %s', async (_name, source) => {
    const { ask, calls } = setup()
    for (const to of ['vault', 'shell', 'events']) {
      expect(await ask({ to, row: 'vault.list', input: {} }, source)).toEqual({
        ok: false,
        error: { code: 'host/sender-refused' },
      })
    }
    expect(calls).toEqual([])
  })

  it('answers a question for events when there are some, in order', async () => {
    const { ask, binding } = setup()
    binding.tell(event)
    binding.tell({ ...event, event: { kind: 'cases-changed' } })
    expect(await ask({ to: 'events' })).toHaveLength(2)
    const open = ask({ to: 'events' })
    binding.tell(event)
    expect(await open).toEqual([event])
  })

  it('ends the question of a page that was replaced, and loses nothing told later', async () => {
    const { ask, binding } = setup()
    const old = ask({ to: 'events' })
    const fresh = ask({ to: 'events' })
    expect(await old).toEqual([])
    binding.tell(event)
    expect(await fresh).toEqual([event])
  })

  it('answers anything with text, and never throws', async () => {
    const { binding, calls } = setup()
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json(), fc.anything()), async (text) => {
        expect(typeof (await binding.answer(own, text))).toBe('string')
      }),
      { numRuns: 500 },
    )
    expect(await binding.answer(own, 'x'.repeat(5_000_000))).toContain('contract/invalid-input')
    expect(calls).toEqual([])
  })
})
