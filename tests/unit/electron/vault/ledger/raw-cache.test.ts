import { describe, expect, it } from 'vitest'
import { createRawCache } from '../../../../../electron/vault/ledger/raw-cache'
import type { RawEntry } from '../../../../../electron/vault/ledger/raw-space'
import { ledgerStoreSchema } from '../../../../../electron/vault/ledger/store-ops'
import { createMemoryStore } from '../../../../support/memory-store'

const entries = (count: number) => Array.from({ length: count }, () => ({}) as RawEntry)

const setup = async () => {
  const { store } = await createMemoryStore(ledgerStoreSchema)
  const dropped: string[] = []
  const limits = { spaces: 2, entries: 10 }
  const cache = createRawCache(store.db, 'committee', (space) => dropped.push(space), limits)
  return { cache, dropped }
}

describe('the spaces that are kept opened', () => {
  it('are more than the limit as long as they are short', async () => {
    const { cache, dropped } = await setup()
    const spaces = ['committee', 'one', 'two', 'three'].map((space) => cache.get(space))
    for (const space of ['one', 'two', 'three']) cache.grow(space, entries(3))
    expect(dropped).toEqual([])
    expect(cache.get('one')).toBe(spaces[1])
    expect(cache.get('one').entries).toHaveLength(3)
  })

  it('lose the least recently used ones where they are long, never the committee', async () => {
    const { cache, dropped } = await setup()
    cache.get('committee')
    for (const space of ['one', 'two', 'three']) {
      cache.get(space)
      cache.grow(space, entries(5))
    }
    cache.get('one')
    cache.get('four')
    expect(dropped).toEqual(['two'])
    expect(cache.grow('two', entries(1))).toBeNull()
    expect(cache.grow('one', entries(1))?.entries).toHaveLength(6)
    cache.get('five')
    expect(dropped).toEqual(['two', 'three'])
  })

  it('make room again when one is forgotten, and are read anew after it', async () => {
    const { cache, dropped } = await setup()
    for (const space of ['one', 'two', 'three']) cache.get(space)
    cache.grow('one', entries(20))
    cache.forget('one')
    cache.get('four')
    expect(dropped).toEqual([])
    expect(cache.get('one').entries).toHaveLength(0)
  })
})
