import { hexToBytes } from '../../util/bytes'
import type { CaseId } from '../terms'

/**
 * A neutral name for a case, made from its random id and nothing else: it says nothing about the
 * people, the place, the time or how many cases there are. 64 x 64 x 10,000 names; two cases that
 * share one are still told apart by their ids.
 */
export const codeNameOf = (caseId: CaseId): string => {
  const bytes = hexToBytes(caseId)
  if (!bytes || bytes.length < 4) throw new Error('a case id is 16 bytes of hex')
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  const number = String(((c << 8) | d) % 10_000).padStart(4, '0')
  return `${first[a % first.length]} ${second[b % second.length]} ${number}`
}

const first = (
  'Alder Amber Ash Aspen Azure Basalt Beech Birch Blue Bronze Cedar Chalk Cherry Clay Clover Cobalt ' +
  'Copper Coral Cotton Cream Elm Fern Flax Flint Garnet Granite Grey Hazel Heather Indigo Ivory Jade ' +
  'Juniper Larch Laurel Lemon Lilac Linen Maple Marble Mint Moss Oak Ochre Olive Opal Pearl Pine ' +
  'Plum Quartz Reed Rowan Sage Sand Silver Slate Spruce Straw Teal Thyme Topaz Walnut Willow Yarrow'
).split(' ')

const second = (
  'Bay Beacon Bell Bench Bridge Brook Canal Canyon Chair Cliff Cloud Coast Compass Cove Creek Delta ' +
  'Desk Dune Falls Ferry Field Fjord Ford Garden Gate Glade Glen Grove Harbor Hill Inlet Island Kite ' +
  'Lagoon Lake Lamp Lantern Ledge Meadow Mill Orchard Path Pier Plain Pond Quay Rapids Ridge River ' +
  'Road Sail Shelf Shore Spring Stair Stream Summit Table Terrace Tower Trail Valley Wharf Window'
).split(' ')
