import { MessageChannel } from 'node:worker_threads'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nodePort } from '../../../../electron/hosts/node-port'
import { command, query } from '../../../../shared/contracts/contract'
import type { Defect } from '../../../../shared/contracts/dispatch'
import { createClient, serveContract } from '../../../../shared/contracts/rpc'
import { err, ok, type Result } from '../../../../shared/errors/result'
import { z } from '../../../../shared/util/schema'
import { createPortPair } from '../../../support/fake-port'

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

const table = {
  'note.echo': query(z.strictObject({ text: z.string().max(20) }), z.string()),
  'note.refuse': command(z.strictObject({}), z.null(), ['note/refused']),
  'note.fail': command(z.strictObject({ text: z.string() }), z.null()),
  'note.never': query(z.strictObject({}), z.null()),
  'note.bytes': query(z.strictObject({ bytes }), bytes),
  'note.uncloneable': query(z.strictObject({}), z.unknown()),
} as const

const Event = z.discriminatedUnion('kind', [z.object({ kind: z.literal('saved'), n: z.number() })])

const setup = (checkAnswers = false, ports = createPortPair()) => {
  const defects: Defect[] = []
  const events: unknown[] = []
  const [near, far] = ports
  const served = serveContract<typeof table, unknown>(
    table,
    {
      'note.echo': ({ text }) => ok(text),
      'note.refuse': () => err({ code: 'note/refused', limit: 3 }),
      'note.fail': ({ text }) => {
        throw new TypeError(`cannot read ${text}`)
      },
      'note.never': () => new Promise<Result<null>>(() => {}),
      'note.bytes': ({ bytes }) => ok(bytes),
      'note.uncloneable': () => ok({ method: () => 'plaintext' }),
    },
    far,
    {
      newIncidentId: () => 'incident-1',
      reportDefect: (defect) => defects.push(defect),
      checkAnswers,
    },
  )
  const listener = (event: unknown) => events.push(event)
  const client = createClient(table, near, { schema: Event, listener })
  return { client, served, near, far, defects, events }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

const rejections: unknown[] = []
const remember = (reason: unknown) => rejections.push(reason)
process.on('unhandledRejection', remember)
afterEach(async () => {
  await settle()
  expect(rejections).toEqual([])
})

describe('a contract over a port', () => {
  it('answers a row with its value', async () => {
    const { client } = setup()
    expect(await client['note.echo']({ text: 'hello' })).toEqual(ok('hello'))
  })

  it('carries a refusal as data, with its facts', async () => {
    const { client } = setup()
    expect(await client['note.refuse']({})).toEqual(err({ code: 'note/refused', limit: 3 }))
  })

  it('names the field of an invalid input, and neither its value nor the handler sees it', async () => {
    const { client, far } = setup()
    const answer = await client['note.echo']({ text: 'far too long a text for this row' })
    expect(answer).toEqual(err({ code: 'contract/invalid-input', path: 'text' }))
    expect(JSON.stringify(far.posted)).not.toContain('far too long')
  })

  it('refuses fields that the row does not have', async () => {
    const { client } = setup()
    const answer = await client['note.echo']({ text: 'a', more: 1 } as never)
    expect(answer).toMatchObject(err({ code: 'contract/invalid-input' }))
  })

  it.each(['', 'note.nothing', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'refuses the unknown row %j',
    async (row) => {
      const { near, far } = setup()
      far.receive({ t: 'q', i: 'x', m: row, a: [{}] })
      await settle()
      expect(far.posted).toEqual([{ t: 's', i: 'x', r: err({ code: 'contract/unknown-row' }) }])
      expect(near.posted).toEqual([])
    },
  )

  it('turns a defect into an incident id, and logs where it was but nothing it said', async () => {
    const { client, defects } = setup()
    const answer = await client['note.fail']({ text: 'CANARY' })
    expect(answer).toEqual(err({ code: 'internal/defect', incidentId: 'incident-1' }))
    expect(defects).toMatchObject([{ row: 'note.fail', errorName: 'TypeError' }])
    expect(defects[0]?.frames.length).toBeGreaterThan(0)
    expect(JSON.stringify(defects)).not.toContain('CANARY')
  })

  it('answers with a defect when the value cannot be carried', async () => {
    const { client, defects } = setup()
    expect(await client['note.uncloneable']({})).toMatchObject(err({ code: 'internal/defect' }))
    expect(JSON.stringify(defects)).not.toContain('plaintext')
  })

  it('answers an input that cannot be carried without sending it', async () => {
    const { client, near } = setup()
    const answer = await client['note.echo']({ text: (() => 'x') as never })
    expect(answer).toEqual(err({ code: 'contract/invalid-input', path: '' }))
    expect(near.posted).toEqual([])
  })

  it('answers what is open, and every later call, when the other end is gone', async () => {
    const { client, far } = setup()
    const open = client['note.never']({})
    await settle()
    far.close()
    expect(await open).toEqual(err({ code: 'contract/closed' }))
    expect(await client['note.echo']({ text: 'a' })).toEqual(err({ code: 'contract/closed' }))
  })

  it('has no time limit: an unlock may take as long as it takes', async () => {
    vi.useFakeTimers()
    const { client } = setup()
    let answered = false
    void client['note.never']({}).then(() => {
      answered = true
    })
    await vi.advanceTimersByTimeAsync(3_600_000)
    vi.useRealTimers()
    expect(answered).toBe(false)
  })

  it('delivers events that parse, in order, and drops the others', async () => {
    const { served, events } = setup()
    served.emit({ kind: 'saved', n: 1 })
    served.emit({ kind: 'saved', n: 'two' })
    served.emit({ kind: 'unheard' })
    served.emit({ kind: 'saved', n: 3 })
    await settle()
    expect(events).toEqual([
      { kind: 'saved', n: 1 },
      { kind: 'saved', n: 3 },
    ])
  })

  it('keeps bytes as bytes over a real MessageChannel', async () => {
    const { port1, port2 } = new MessageChannel()
    const ports = [nodePort(port1), nodePort(port2)] as unknown as ReturnType<typeof createPortPair>
    const { client, served } = setup(false, ports)
    const sent = new Uint8Array(300_000).fill(7)
    const answer = await client['note.bytes']({ bytes: sent })
    expect(answer.ok && answer.value instanceof Uint8Array && answer.value.length).toBe(300_000)
    served.close()
    await settle()
    expect(await client['note.echo']({ text: 'a' })).toEqual(err({ code: 'contract/closed' }))
  })

  it('has one frozen method per row and no other', () => {
    const { client } = setup()
    expect(Object.keys(client)).toEqual(Object.keys(table))
    expect(Object.isFrozen(client)).toBe(true)
  })

  it('makes an answer outside its row a defect where answers are checked', async () => {
    const [near, far] = createPortPair()
    const wrong = {
      value: query(z.strictObject({}), z.string()),
      code: query(z.strictObject({}), z.null()),
    }
    serveContract(
      wrong,
      { value: () => ok(7 as never), code: () => err({ code: 'note/undeclared' }) },
      far,
      { newIncidentId: () => 'i', reportDefect: () => {}, checkAnswers: true },
    )
    const client = createClient(wrong, near)
    expect(await client.value({})).toMatchObject(err({ code: 'internal/defect' }))
    expect(await client.code({})).toMatchObject(err({ code: 'internal/defect' }))
  })
})

describe('hostile messages', () => {
  const frameLike = fc.record(
    {
      t: fc.oneof(fc.constantFrom('q', 's', 'x'), fc.anything()),
      i: fc.oneof(fc.string(), fc.anything()),
      m: fc.oneof(fc.constantFrom(...Object.keys(table), '__proto__', 'event'), fc.anything()),
      a: fc.oneof(fc.array(fc.anything()), fc.anything()),
      r: fc.anything(),
      e: fc.anything(),
      o: fc.anything(),
    },
    { requiredKeys: [] },
  )
  const message = fc.oneof(frameLike, fc.anything())

  it('never throw in the serving side, and leave it answering', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 8 }), async (messages) => {
        const { client, far } = setup()
        for (const each of messages) far.receive(each)
        expect(await client['note.echo']({ text: 'still here' })).toEqual(ok('still here'))
      }),
      { numRuns: 300 },
    )
  })

  it('never throw in the calling side, and end no call with anything but a Result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 8 }), async (messages) => {
        const { client, near } = setup()
        const open = client['note.echo']({ text: 'a' })
        for (const each of messages) near.receive(each)
        expect(await open).toEqual(ok('a'))
      }),
      { numRuns: 300 },
    )
  })

  it.each([null, undefined, 7, 'ok', {}, { ok: 'yes' }, { ok: false }, { ok: false, error: {} }])(
    'an answer that is no Result (%j) is said to be invalid',
    async (answer) => {
      const [near, far] = createPortPair()
      far.on((frame) => far.post({ t: 's', i: (frame as { i: string }).i, r: answer }))
      const client = createClient(table, near)
      expect(await client['note.echo']({ text: 'a' })).toEqual(
        err({ code: 'contract/invalid-answer' }),
      )
    },
  )

  it('an answer with an error of birpc itself is not believed', async () => {
    const [near, far] = createPortPair()
    far.on((frame) => far.post({ t: 's', i: (frame as { i: string }).i, r: ok('b'), e: 'boo' }))
    const client = createClient(table, near)
    const first = await Promise.race([client['note.echo']({ text: 'a' }), settle()])
    expect(first).toBeUndefined()
  })
})
