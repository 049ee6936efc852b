import type { Level } from '../../domain/market.ts'
import type { Quantity } from '../../domain/money.ts'
import { fieldReader, isJsonObject } from '../json-object.ts'
import { unreadable } from '../unreadable.ts'
import type { Message, SecurityOf } from './message.ts'
import type { LevelMessage } from './messages.ts'
import { priceIn, quantityIn } from './units.ts'

/** Levels of a side that are kept: no venue publishes more. */
const DEPTH = 10

/** The two sides of a book, best first. */
export interface Book {
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
  /** Interest without a price, in an auction. */
  readonly auctionBidVolume: Quantity | undefined
  readonly auctionAskVolume: Quantity | undefined
}

/** Whether a message tells of a book. */
export const hasBook = ({ fields }: Message): boolean =>
  fields('bid') !== undefined || fields('offer') !== undefined

/** The levels of a message; a side that it leaves out is empty. No document says in which order they come. */
export function bookOf({ fields }: Message, security: SecurityOf): Book {
  const bid = sideOfBook(fields('bid'), 'bid', security)
  const offer = sideOfBook(fields('offer'), 'offer', security)
  return {
    bids: bid.levels.toSorted((a, b) => b.price - a.price).slice(0, DEPTH),
    asks: offer.levels.toSorted((a, b) => a.price - b.price).slice(0, DEPTH),
    auctionBidVolume: bid.auctionVolume,
    auctionAskVolume: offer.auctionVolume,
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
