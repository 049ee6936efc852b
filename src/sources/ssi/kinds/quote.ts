import type { Quote } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import type { Level } from '../../../domain/market.ts'
import type { Quantity } from '../../../domain/money.ts'
import { unreadable } from '../../unreadable.ts'
import { instantOfFields, limitsOf, priceFieldOf, quantityOf, symbolOf, venueOf } from '../fields.ts'
import type { Fields } from '../messages.ts'

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

/** Whether a message says anything of the book. */
export const hasQuote = (fields: Fields): boolean =>
  (['BidPrice1', 'AskPrice1', 'BidVol1', 'AskVol1'] as const).some((name) => fields(name) !== undefined)

/** The order book of X-QUOTE and X. Old quotes give the code as `StockNo`. */
export function quote(fields: Fields, frame: Frame): Quote {
  const symbol = symbolOf(fields('Symbol') ?? fields('StockNo'))
  const venue = venueOf(fields, symbol)
  const exchangeTime = instantOfFields(fields)
  if (!hasQuote(fields)) unreadable('BidPrice1', undefined, 'the levels of a book')
  const bid = sideOfBook(fields, 'Bid')
  const ask = sideOfBook(fields, 'Ask')
  const { reference, ceiling, floor } = limitsOf(fields)
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
function sideOfBook(fields: Fields, side: 'Bid' | 'Ask'): SideOfBook {
  const levels: Level[] = []
  let auctionVolume: Quantity | undefined
  for (const n of NUMBERS) {
    const price = priceFieldOf(fields(`${side}Price${n}`), `${side}Price${n}`)
    const volume = quantityOf(fields(`${side}Vol${n}`), `${side}Vol${n}`)
    if (volume === undefined && price !== undefined)
      unreadable(`${side}Vol${n}`, volume, `the volume at ${side}Price${n}`)
    if (!volume) continue
    if (price !== undefined) levels.push({ price, volume })
    else if (n === 1) auctionVolume = volume
    else unreadable(`${side}Price${n}`, fields(`${side}Price${n}`), `a price above 0, as ${side}Vol${n} is`)
  }
  return { levels, auctionVolume }
}
