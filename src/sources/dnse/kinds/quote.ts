import type { Quote } from '../../../domain/event.ts'
import type { Level } from '../../../domain/market.ts'
import type { Quantity } from '../../../domain/money.ts'
import { fieldReader, isJsonObject } from '../../json-object.ts'
import { unreadable } from '../../unreadable.ts'
import { type Message, type SecurityOf, securityOf, stampOf } from '../message.ts'
import type { LevelMessage } from '../messages.ts'
import { priceIn, quantityIn } from '../units.ts'

/** Levels of a side that are kept: no venue publishes more. */
const DEPTH = 10

/** The order book of `q`. A side that is left out is empty; a message without either tells of no book, and is rejected. */
export function quote(message: Message): Quote {
  const { fields } = message
  const security = securityOf(message)
  const bid = fields('bid')
  const offer = fields('offer')
  if (bid === undefined && offer === undefined) unreadable('bid', undefined, 'the levels of a book')
  const bids = sideOfBook(bid, 'bid', security)
  const asks = sideOfBook(offer, 'offer', security)
  return {
    kind: 'quote',
    ...stampOf(message),
    symbol: security.symbol,
    venue: security.venue,
    bids: best(bids.levels, -1),
    asks: best(asks.levels, 1),
    auctionBidVolume: bids.auctionVolume,
    auctionAskVolume: asks.auctionVolume,
    reference: undefined,
    ceiling: undefined,
    floor: undefined,
  }
}

interface SideOfBook {
  readonly levels: readonly Level[]
  readonly auctionVolume: Quantity | undefined
}

/** A level without a volume is empty; the first, without a price, is interest in an auction. */
function sideOfBook(raw: unknown, side: 'bid' | 'offer', security: SecurityOf): SideOfBook {
  const rows: unknown = raw ?? []
  if (!Array.isArray(rows)) return unreadable(side, raw, 'a list of levels')
  const levels: Level[] = []
  let auctionVolume: Quantity | undefined
  for (const [i, row] of rows.entries()) {
    const name = `${side}[${i}]`
    const { price, volume } = levelIn(row, name, security)
    if (!volume) continue
    if (price !== undefined) levels.push({ price, volume })
    else if (i === 0) auctionVolume = volume
    else unreadable(`${name}.price`, price, 'a price above 0, as its quantity is')
  }
  return { levels, auctionVolume }
}

function levelIn(row: unknown, name: string, security: SecurityOf): Partial<Level> {
  if (!isJsonObject(row)) return unreadable(name, row, 'a level of a book')
  const field: (name: keyof LevelMessage) => unknown = fieldReader(row)
  const price = priceIn(field('price'), `${name}.price`, security.venue)
  const volume = quantityIn(field('qtty') ?? field('quantity'), `${name}.qtty`, security)
  if (volume === undefined && price !== undefined) unreadable(`${name}.qtty`, undefined, 'a quantity')
  return { ...(price === undefined ? {} : { price }), ...(volume === undefined ? {} : { volume }) }
}

/** Best first: no document says in which order DNSE sends them. */
const best = (levels: readonly Level[], direction: 1 | -1): readonly Level[] =>
  levels.toSorted((a, b) => direction * (a.price - b.price)).slice(0, DEPTH)
