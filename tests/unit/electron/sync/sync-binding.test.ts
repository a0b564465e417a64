import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSyncBinding } from '../../../../electron/hosts/chromium/sync-binding'
import { nodeBase64 } from '../../../../electron/hosts/node-base64'
import { createJsonCodec } from '../../../../shared/contracts/json-codec'
import { createClient } from '../../../../shared/contracts/rpc'
import { syncContract } from '../../../../shared/contracts/sync'
import { vaultContract } from '../../../../shared/contracts/vault'
import { err, ok } from '../../../../shared/errors/result'

const codec = createJsonCodec(nodeBase64)
const pageUrl = 'https://sync.conclave.invalid/'
const own = { isMainFrame: true, url: pageUrl }

const setup = () => {
  const texts: string[] = []
  const heard: unknown[] = []
  const binding = createSyncBinding({
    pageUrl,
    linkUrl: async () => 'ws://127.0.0.1:5/ab',
    onText: (text) => texts.push(text),
  })
  const ask = async (message: unknown, source = own) => {
    const decoded = codec.decode(await binding.answer(source, codec.encode(message)))
    return decoded.ok ? decoded.value : decoded
  }
  return { binding, texts, heard, ask }
}

describe("the host's end of the sync page", () => {
  it('is a port: what main posts is the answer to a question, what the page says is heard', async () => {
    const { binding, ask, heard } = setup()
    binding.port.on((message) => heard.push(message))
    binding.port.post({ n: 1 })
    binding.port.post({ n: 2, bytes: new Uint8Array([1, 2]) })
    expect(await ask({ to: 'events' })).toEqual([{ n: 1 }, { n: 2, bytes: new Uint8Array([1, 2]) }])
    expect(await ask({ to: 'host', message: { n: 3 } })).toEqual(ok(null))
    expect(heard).toEqual([{ n: 3 }])
  })

  it('says where the channel to the vault is, to the page alone', async () => {
    const { ask } = setup()
    expect(await ask({ to: 'link' })).toEqual(ok('ws://127.0.0.1:5/ab'))
    const other = { isMainFrame: false, url: pageUrl }
    expect(await ask({ to: 'link' }, other)).toEqual(err({ code: 'host/sender-refused' }))
  })

  it('has no row of the vault or the shell behind it', async () => {
    const { ask } = setup()
    for (const row of Object.keys(vaultContract)) {
      expect(await ask({ to: 'vault', row, input: {} })).toMatchObject({
        error: { code: 'contract/invalid-input' },
      })
    }
    expect(await ask({ to: 'shell', row: 'shell.info', input: {} })).toMatchObject({ ok: false })
  })

  it.each([
    ['a frame inside', { isMainFrame: false, url: pageUrl }],
    ['the page of the window', { isMainFrame: true, url: 'https://conclave.invalid/' }],
    ['no page', { isMainFrame: true, url: 'about:blank' }],
  ])('refuses %s', async (_name, source) => {
    const { binding, ask, heard } = setup()
    binding.port.on((message) => heard.push(message))
    binding.port.post('for the page alone')
    for (const message of [{ to: 'events' }, { to: 'host', message: 1 }]) {
      expect(await ask(message, source)).toEqual(err({ code: 'host/sender-refused' }))
    }
    expect(heard).toEqual([])
  })

  it('ends open calls when the page is gone, and hears and says nothing afterwards', async () => {
    const { binding, ask, texts } = setup()
    const client = createClient(syncContract, binding.port)
    const open = client['sync.about']({})
    binding.end()
    expect(await open).toEqual(err({ code: 'contract/closed' }))
    binding.port.post('late')
    await ask({ to: 'host', message: { late: true } })
    void ask({ to: 'events' })
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(texts.filter((text) => text.includes('"late"'))).toHaveLength(1)
  })

  it('tells of every text that passes, both ways', async () => {
    const { binding, ask, texts } = setup()
    binding.port.post('out')
    await ask({ to: 'events' })
    await ask({ to: 'host', message: 'in' })
    expect(texts).toEqual([
      '{"to":"events"}',
      '["out"]',
      '{"to":"host","message":"in"}',
      '{"ok":true,"value":null}',
    ])
  })

  it('answers anything with text, and never throws', async () => {
    const { binding } = setup()
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json(), fc.anything()), async (text) => {
        expect(typeof (await binding.answer(own, text))).toBe('string')
      }),
    )
    expect(await binding.answer(own, 'x'.repeat(70_000))).toContain('contract/invalid-input')
  })
})
