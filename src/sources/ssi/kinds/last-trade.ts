import type { LastTrade } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import type { Price, Quantity } from '../../../domain/money.ts'
import { tradePhaseOf } from '../../../market/trade-phase.ts'
import { checkCountable } from '../../countable.ts'
import { unreadable } from '../../unreadable.ts'
import {
  feedSideOf,
  instantAt,
  limitsAt,
  priceAt,
  quantityAt,
  requiredQuantity,
  symbolOf,
  textOf,
  venueAt,
} from '../fields.ts'
import { AT, type Fields, rawAt } from '../values.ts'

/**
 * The last trade and the totals of X-TRADE and X.
 * Before the first trade of the day it has limits and a projected price, but neither price nor volume.
 */
export function lastTrade(fields: Fields, frame: Frame): LastTrade {
  const symbol = symbolOf(rawAt(fields, AT.Symbol))
  const venue = venueAt(fields, symbol)
  const exchangeTime = instantAt(fields)
  const totalVolume = requiredQuantity(fields, AT.TotalVol)
  const { price, volume } = lastOf(fields, symbol, totalVolume)
  const { reference, ceiling, floor } = limitsAt(fields)
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
    phase: tradePhaseOf(sessionOf(rawAt(fields, AT.TradingSession)), venue, exchangeTime),
    feedSide: feedSideOf(rawAt(fields, AT.Side)),
    projectedPrice: priceAt(fields, AT.EstMatchedPrice),
    reference,
    ceiling,
    floor,
  }
}

interface Last {
  readonly price: Price | undefined
  readonly volume: Quantity | undefined
}

function lastOf(fields: Fields, symbol: string, totalVolume: Quantity): Last {
  const price = priceAt(fields, AT.LastPrice)
  const volume = quantityAt(fields, AT.LastVol)
  if (!volume) return { price: totalVolume > 0 ? price : undefined, volume: undefined }
  if (price === undefined)
    return unreadable('LastPrice', rawAt(fields, AT.LastPrice), 'a price above 0, as LastVol is')
  checkCountable({ symbol, price, volume }, 'LastVol')
  return { price, volume }
}

/** The session's code; `undefined` when the feed names none, and not '', which is a code of its own. */
const sessionOf = (raw: unknown): string | undefined =>
  raw === undefined ? undefined : textOf(raw, 'TradingSession')
