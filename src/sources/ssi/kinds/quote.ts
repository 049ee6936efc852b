import type { Quote } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import type { Level } from '../../../domain/market.ts'
import type { Quantity } from '../../../domain/money.ts'
import { unreadable } from '../../unreadable.ts'
import { instantAt, limitsAt, nameAt, priceAt, quantityAt, symbolOf, venueAt } from '../fields.ts'
import { AT, type At, type Fields, LEVELS, rawAt } from '../values.ts'

/** Whether a message says anything of the book. */
export const hasQuote = (fields: Fields): boolean =>
  !Number.isNaN(fields.numbers[AT.BidPrice1]) ||
  rawAt(fields, AT.BidPrice1) !== undefined ||
  rawAt(fields, AT.AskPrice1) !== undefined ||
  rawAt(fields, AT.BidVol1) !== undefined ||
  rawAt(fields, AT.AskVol1) !== undefined

/** The order book of X-QUOTE and X. Old quotes give the code as `StockNo`. */
export function quote(fields: Fields, frame: Frame): Quote {
  const symbol = symbolOf(rawAt(fields, AT.Symbol) ?? rawAt(fields, AT.StockNo))
  const venue = venueAt(fields, symbol)
  const exchangeTime = instantAt(fields)
  if (!hasQuote(fields)) unreadable('BidPrice1', undefined, 'the levels of a book')
  const bid = sideOfBook(fields, AT.BidPrice1, AT.BidVol1)
  const ask = sideOfBook(fields, AT.AskPrice1, AT.AskVol1)
  const { reference, ceiling, floor } = limitsAt(fields)
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
function sideOfBook(fields: Fields, prices: At, volumes: At): SideOfBook {
  const { numbers } = fields
  const levels: Level[] = []
  let auctionVolume: Quantity | undefined
  for (let i = 0; i < LEVELS; i += 1) {
    // What the feed writes for a level that is not used; most are not.
    if (numbers[prices + i] === 0 && numbers[volumes + i] === 0) continue
    const price = priceAt(fields, prices + i)
    const volume = volumeAt(fields, volumes + i, price && prices + i)
    if (!volume) continue
    if (price !== undefined) levels.push({ price, volume })
    else if (i === 0) auctionVolume = volume
    else
      unreadable(
        nameAt(prices + i),
        rawAt(fields, prices + i),
        `a price above 0, as ${nameAt(volumes + i)} is`,
      )
  }
  return { levels, auctionVolume }
}

/** The volume of a level; where it has a price it must not lack. */
function volumeAt(fields: Fields, at: At, price: At | undefined): Quantity | undefined {
  const volume = quantityAt(fields, at)
  return volume === undefined && price !== undefined
    ? unreadable(nameAt(at), volume, `the volume at ${nameAt(price)}`)
    : volume
}
