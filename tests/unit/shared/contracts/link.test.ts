import { describe, expect, it } from 'vitest'
import { query } from '../../../../shared/contracts/contract'
import { createLink } from '../../../../shared/contracts/link'
import { serveContract } from '../../../../shared/contracts/rpc'
import { err, ok, type Result } from '../../../../shared/errors/result'
import { z } from '../../../../shared/util/schema'
import { createPortPair } from '../../../support/fake-port'

const table = {
  whoAnswers: query(z.strictObject({}), z.string()),
  never: query(z.strictObject({}), z.null()),
}

const serve = (name: string) => {
  const [near, far] = createPortPair()
  const served = serveContract<typeof table, { n: number }>(
    table,
    { whoAnswers: () => ok(name), never: () => new Promise<Result<null>>(() => {}) },
    far,
    { newIncidentId: () => 'i', reportDefect: () => {} },
  )
  return { near, served }
}

const setup = () => {
  const events: unknown[] = []
  const listener = (event: unknown) => events.push(event)
  return { events, link: createLink(table, { schema: z.object({ n: z.number() }), listener }) }
}

describe('a link whose other end may be replaced', () => {
  it('keeps a call waiting until there is an end', async () => {
    const { link } = setup()
    const answer = link.client.whoAnswers({})
    link.attach(serve('first').near)
    expect(await answer).toEqual(ok('first'))
  })

  it('ends open calls with the old end, and sends later ones to the new', async () => {
    const { link } = setup()
    const first = serve('first')
    link.attach(first.near)
    const open = link.client.never({})
    await link.client.whoAnswers({})
    first.served.close()
    expect(await open).toEqual(err({ code: 'contract/closed' }))
    const later = link.client.whoAnswers({})
    link.attach(serve('second').near)
    expect(await later).toEqual(ok('second'))
  })

  it('ends open calls when a new end takes the place of one that still stood', async () => {
    const { link } = setup()
    link.attach(serve('first').near)
    const open = link.client.never({})
    await link.client.whoAnswers({})
    link.attach(serve('second').near)
    expect(await open).toEqual(err({ code: 'contract/closed' }))
    expect(await link.client.whoAnswers({})).toEqual(ok('second'))
  })

  it('sends what follows a leaving to the next end, and still hears the answers before it', async () => {
    const { link } = setup()
    const first = serve('first')
    link.attach(first.near)
    const before = link.client.whoAnswers({})
    await Promise.resolve()
    first.served.leave()
    expect(await before).toEqual(ok('first'))
    const after = link.client.whoAnswers({})
    first.served.close()
    link.attach(serve('second').near)
    expect(await after).toEqual(ok('second'))
  })

  it('hears the events of every end', async () => {
    const { link, events } = setup()
    for (const n of [1, 2]) {
      const { near, served } = serve(`end ${n}`)
      link.attach(near)
      served.emit({ n })
      await link.client.whoAnswers({})
    }
    expect(events).toEqual([{ n: 1 }, { n: 2 }])
  })
})
