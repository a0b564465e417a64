import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startLinkServer } from '../../../../electron/hosts/chromium/link-server'
import { maxFrameBytes } from '../../../../shared/contracts/frame-pipe'
import type { FromSync, ToSync } from '../../../../shared/contracts/sync-link'
import { fromSyncCodec, toSyncCodec } from '../../../../shared/contracts/sync-link-codec'
import { createPortPair, type FakePort } from '../../../support/fake-port'

const origin = 'https://sync.conclave.invalid'
const link = 'ab'.repeat(16)
const mebibyte = 1_048_576
const frameOf = (...bytes: number[]) =>
  ({ kind: 'frame', link, bytes: new Uint8Array(bytes) }) as const

const sockets: WebSocket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate()
})

const limits = { untakenBytes: 8_388_608, unreadBytes: 33_554_432 }

const setup = async () => {
  const vaultPorts: FakePort[] = []
  const heard: FromSync[] = []
  const passed: Uint8Array[] = []
  const closed = vi.fn()
  const broken = vi.fn()
  const server = await startLinkServer({
    origin,
    openPort: () => {
      const [own, vault] = createPortPair()
      vault.on((message) => heard.push(message as FromSync))
      vault.onClose(closed)
      vaultPorts.push(vault)
      return own
    },
    onBytes: (bytes) => passed.push(bytes),
    onBroken: broken,
    limits,
  })
  onTestFinished(() => server.close())
  const call = (url = server.url, headers: object = { origin }) => {
    const socket = new WebSocket(url, { ...headers, maxPayload: 2 ** 26 })
    sockets.push(socket)
    socket.on('error', () => {})
    return socket
  }
  const open = async () => {
    const socket = call()
    await new Promise((resolve) => socket.once('open', resolve))
    return socket
  }
  return { server, vaultPorts, heard, passed, closed, broken, call, open }
}

/** `open`, or `closed` for a call that is refused. */
const outcomeOf = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('open', () => resolve('open'))
    socket.once('close', () => resolve('closed'))
  })

describe("the vault's channel to the page of a driven browser", () => {
  it('is there once the page has connected, and not before', async () => {
    const rig = await setup()
    expect(rig.vaultPorts).toHaveLength(0)
    await rig.open()
    expect(rig.vaultPorts).toHaveLength(1)
  })

  it('carries what each says to the other, in order, as bytes that are told', async () => {
    const rig = await setup()
    const socket = await rig.open()
    const said: ToSync[] = []
    socket.on('message', (data: Buffer) => {
      const message = toSyncCodec.decode(data)
      if (message.ok) said.push(message.value)
    })
    for (const n of [1, 2, 3]) {
      rig.vaultPorts[0]?.post(frameOf(n))
      socket.send(fromSyncCodec.encode(frameOf(n, n)))
    }
    await vi.waitFor(() => expect(rig.heard).toEqual([1, 2, 3].map((n) => frameOf(n, n))))
    await vi.waitFor(() => expect(said).toEqual([1, 2, 3].map((n) => frameOf(n))))
    expect(rig.passed).toHaveLength(6)
  })

  it('carries the largest frame both ways', async () => {
    const rig = await setup()
    const socket = await rig.open()
    const largest = { ...frameOf(), bytes: new Uint8Array(maxFrameBytes).fill(7) }
    const arrived = new Promise<Buffer>((resolve) => socket.once('message', resolve))
    rig.vaultPorts[0]?.post(largest)
    socket.send(fromSyncCodec.encode(largest))
    expect((await arrived).length).toBeGreaterThan(maxFrameBytes)
    await vi.waitFor(() => expect(rig.heard).toHaveLength(1))
    expect((rig.heard[0] as typeof largest).bytes).toHaveLength(maxFrameBytes)
  })

  it('takes the page alone: neither another path, nor another origin, nor a second time', async () => {
    const rig = await setup()
    const { url } = rig.server
    const wrong = url.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    expect(new URL(url)).toMatchObject({ hostname: '127.0.0.1', protocol: 'ws:' })
    expect(new URL(url).pathname).toMatch(/^\/[0-9a-f]{32}$/)
    for (const [path, headers] of [
      [wrong, { origin }],
      [`${url}0`, { origin }],
      [url, { origin: 'https://conclave.invalid' }],
      [url, {}],
    ] as const) {
      expect(await outcomeOf(rig.call(path, headers))).toBe('closed')
    }
    expect(rig.vaultPorts).toHaveLength(0)
    await rig.open()
    expect(await outcomeOf(rig.call())).toBe('closed')
    expect(rig.vaultPorts).toHaveLength(1)
  })

  it.each([
    ['text', 'hello'],
    ['bytes that are no message', new Uint8Array([1, 2, 3])],
    ['what only the vault says', toSyncCodec.encode({ kind: 'close', link })],
    ['more than a message can hold', new Uint8Array(maxFrameBytes + 2_048)],
  ])('ends when the page sends %s, which the vault does not hear', async (_what, sent) => {
    const rig = await setup()
    const socket = await rig.open()
    socket.send(sent)
    await vi.waitFor(() => expect(rig.closed).toHaveBeenCalledOnce())
    expect(rig.heard).toEqual([])
    // The page has no other way to the vault: another page takes its place.
    expect(rig.broken).toHaveBeenCalledOnce()
    await vi.waitFor(() => expect(socket.readyState).not.toBe(WebSocket.OPEN))
  })

  it('drops what is no message of the vault', async () => {
    const rig = await setup()
    const socket = await rig.open()
    const said: unknown[] = []
    socket.on('message', (data: Buffer) => said.push(toSyncCodec.decode(data)))
    rig.vaultPorts[0]?.post({ kind: 'note', caseId: 'CANARY' })
    rig.vaultPorts[0]?.post({ kind: 'close', link })
    await vi.waitFor(() => expect(said).toEqual([{ ok: true, value: { kind: 'close', link } }]))
  })

  it('ends at both ends when the page goes, the vault goes, or it is closed', async () => {
    for (const end of ['page', 'vault', 'server'] as const) {
      const rig = await setup()
      const socket = await rig.open()
      const socketClosed = new Promise((resolve) => socket.once('close', resolve))
      if (end === 'page') socket.terminate()
      else if (end === 'vault') rig.vaultPorts[0]?.close()
      else rig.server.close()
      await socketClosed
      // Who closes a port is not told so.
      if (end !== 'vault') await vi.waitFor(() => expect(rig.closed).toHaveBeenCalledOnce())
      await vi.waitFor(() => expect(rig.broken).toHaveBeenCalledTimes(end === 'vault' ? 0 : 1))
      expect(await outcomeOf(rig.call())).toBe('closed')
    }
  })

  it('leaves in the page what the vault does not look at, until it does', async () => {
    const rig = await setup()
    const socket = await rig.open()
    const large = fromSyncCodec.encode({ ...frameOf(), bytes: new Uint8Array(mebibyte) })
    for (let n = 0; n < 40; n++) socket.send(large)
    await vi.waitFor(() => expect(rig.heard.length).toBeGreaterThan(8), 5_000)
    await new Promise((resolve) => setTimeout(resolve, 200))
    // What was read from the connection before comes through.
    expect(rig.heard.length).toBeLessThan(20)
    let taken = 0
    await vi.waitFor(() => {
      for (; taken < rig.heard.length; taken++)
        rig.vaultPorts[0]?.post({ kind: 'taken', link, bytes: mebibyte })
      expect(rig.heard).toHaveLength(40)
    }, 5_000)
  }, 20_000)

  it('forgets what was not taken of a link that is over', async () => {
    const rig = await setup()
    const socket = await rig.open()
    const large = fromSyncCodec.encode({ ...frameOf(), bytes: new Uint8Array(mebibyte) })
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 6; n++) socket.send(large)
      socket.send(fromSyncCodec.encode({ kind: 'closed', link }))
    }
    await vi.waitFor(() => expect(rig.heard).toHaveLength(35), 5_000)
  }, 20_000)

  it('ends with a page that reads nothing of what it is sent', async () => {
    const rig = await setup()
    const socket = await rig.open()
    socket.pause()
    const large = { ...frameOf(), bytes: new Uint8Array(4 * mebibyte) }
    for (let n = 0; n < 40 && rig.broken.mock.calls.length === 0; n++) {
      rig.vaultPorts[0]?.post(large)
      await new Promise(setImmediate)
    }
    await vi.waitFor(() => expect(rig.broken).toHaveBeenCalledOnce(), 5_000)
    expect(rig.closed).toHaveBeenCalledOnce()
  }, 20_000)
})
