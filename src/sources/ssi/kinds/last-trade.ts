import type { LastTrade } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import type { Price, Quantity } from '../../../domain/money.ts'
import { tradePhaseOf } from '../../../market/trade-phase.ts'
import { unreadable } from '../../unreadable.ts'
import {
  feedSideOf,
  instantOf,
  limitsOf,
  priceFieldOf,
  quantityOf,
  requiredQuantity,
  symbolOf,
  textOf,
  venueOf,
} from '../fields.ts'
import { AT, type Values } from '../values.ts'

/**
 * The last trade and the totals of X-TRADE and X.
 * Before the first trade of the day it has limits and a projected price, but neither price nor volume.
 */
export function lastTrade(values: Values, frame: Frame): LastTrade {
  const symbol = symbolOf(values[AT.Symbol])
  const venue = venueOf(values, symbol)
  const exchangeTime = instantOf(values)
  const totalVolume = requiredQuantity(values, AT.TotalVol)
  const { price, volume } = lastOf(values, totalVolume)
  const { reference, ceiling, floor } = limitsOf(values)
  return {
    kind: 'last',
    seq: frame.seq,
    exchangeTime,
    receivedTime: frame.receivedTime,
    symbol,
    venue,
    price,
    volume,
    totalVolume,
    phase: tradePhaseOf(sessionOf(values[AT.TradingSession]), venue, exchangeTime),
    feedSide: feedSideOf(values[AT.Side]),
    projectedPrice: priceFieldOf(values[AT.EstMatchedPrice], 'EstMatchedPrice'),
    reference,
    ceiling,
    floor,
  }
}

interface Last {
  readonly price: Price | undefined
  readonly volume: Quantity | undefined
}

function lastOf(values: Values, totalVolume: Quantity): Last {
  const price = priceFieldOf(values[AT.LastPrice], 'LastPrice')
  const volume = quantityOf(values[AT.LastVol], 'LastVol')
  if (!volume) return { price: totalVolume > 0 ? price : undefined, volume: undefined }
  if (price === undefined)
    return unreadable('LastPrice', values[AT.LastPrice], 'a price above 0, as LastVol is')
  return { price, volume }
}

/** The session's code; `undefined` when the feed names none, and not '', which is a code of its own. */
const sessionOf = (raw: unknown): string | undefined =>
  raw === undefined ? undefined : textOf(raw, 'TradingSession')
