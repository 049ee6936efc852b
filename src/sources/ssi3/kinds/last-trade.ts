import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import type { Price, Quantity } from '../../../domain/money.ts'
import { checkCountable } from '../../countable.ts'
import { unreadable } from '../../unreadable.ts'
import { codeIn, instantIn, priceIn, quantityIn, requiredQuantity, wordIn } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** The last trade and the day's volume of a trade topic. Names neither venue, session, limits nor a projected price. */
export function lastTrade(values: Values, frame: Frame): Extract<Unplaced, { kind: 'last' }> {
  const symbol = codeIn(values)
  const totalVolume = requiredQuantity(values, AT.v)
  const { price, volume } = lastOf(values, symbol, totalVolume)
  return {
    kind: 'last',
    seq: frame.seq,
    exchangeTime: instantIn(values),
    receivedTime: frame.receivedTime,
    symbol,
    venue: undefined,
    price,
    volume,
    totalVolume,
    feedSide: sideOf(wordIn(values, AT.si)),
    projectedPrice: undefined,
    reference: undefined,
    ceiling: undefined,
    floor: undefined,
  }
}

interface Last {
  readonly price: Price | undefined
  readonly volume: Quantity | undefined
}

/** As in v2: with quantity 0 nothing was traded now, and the price is that of a trade only when there was one today. */
function lastOf(values: Values, symbol: string, totalVolume: Quantity): Last {
  const price = priceIn(values, AT.p)
  const volume = quantityIn(values, AT.q)
  if (!volume) return { price: totalVolume > 0 ? price : undefined, volume: undefined }
  if (price === undefined) return unreadable('p', values[AT.p], 'a price above 0, as q is')
  checkCountable({ symbol, price, volume }, 'q')
  return { price, volume }
}

/** The aggressor; empty, U and any other word mean that the feed does not say. */
function sideOf(word: string): 'buy' | 'sell' | undefined {
  if (word === 'B' || word === 'b') return 'buy'
  return word === 'S' || word === 's' ? 'sell' : undefined
}
