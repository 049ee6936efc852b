import type { Quote } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import type { Level } from '../../../domain/market.ts'
import type { Quantity } from '../../../domain/money.ts'
import { unreadable } from '../../unreadable.ts'
import { instantOf, limitsOf, nameAt, priceFieldOf, quantityOf, symbolOf, venueOf } from '../fields.ts'
import { AT, type At, LEVELS, type Values } from '../values.ts'

/** Whether a message says anything of the book. */
export const hasQuote = (values: Values): boolean =>
  values[AT.BidPrice1] !== undefined ||
  values[AT.AskPrice1] !== undefined ||
  values[AT.BidVol1] !== undefined ||
  values[AT.AskVol1] !== undefined

/** The order book of X-QUOTE and X. Old quotes give the code as `StockNo`. */
export function quote(values: Values, frame: Frame): Quote {
  const symbol = symbolOf(values[AT.Symbol] ?? values[AT.StockNo])
  const venue = venueOf(values, symbol)
  const exchangeTime = instantOf(values)
  if (!hasQuote(values)) unreadable('BidPrice1', undefined, 'the levels of a book')
  const bid = sideOfBook(values, AT.BidPrice1, AT.BidVol1)
  const ask = sideOfBook(values, AT.AskPrice1, AT.AskVol1)
  const { reference, ceiling, floor } = limitsOf(values)
  return {
    kind: 'quote',
    seq: frame.seq,
    exchangeTime,
    receivedTime: frame.receivedTime,
    symbol,
    venue,
    bids: bid.levels,
    asks: ask.levels,
    auctionBidVolume: bid.auctionVolume,
    auctionAskVolume: ask.auctionVolume,
    reference,
    ceiling,
    floor,
  }
}

interface SideOfBook {
  readonly levels: readonly Level[]
  readonly auctionVolume: Quantity | undefined
}

/** A level with volume 0 is empty; one without a price is interest in an auction, and stands first. */
function sideOfBook(values: Values, prices: At, volumes: At): SideOfBook {
  const levels: Level[] = []
  let auctionVolume: Quantity | undefined
  for (let i = 0; i < LEVELS; i += 1) {
    // What the feed writes for a level that is not used; most are not.
    if (values[prices + i] === 0 && values[volumes + i] === 0) continue
    const price = priceFieldOf(values[prices + i], nameAt(prices + i))
    const volume = volumeAt(values, volumes + i, price && nameAt(prices + i))
    if (!volume) continue
    if (price !== undefined) levels.push({ price, volume })
    else if (i === 0) auctionVolume = volume
    else unreadable(nameAt(prices + i), values[prices + i], `a price above 0, as ${nameAt(volumes + i)} is`)
  }
  return { levels, auctionVolume }
}

/** The volume of a level; where it has a price it must not lack. */
function volumeAt(values: Values, at: At, price: string | undefined): Quantity | undefined {
  const volume = quantityOf(values[at], nameAt(at))
  return volume === undefined && price !== undefined
    ? unreadable(nameAt(at), volume, `the volume at ${price}`)
    : volume
}
