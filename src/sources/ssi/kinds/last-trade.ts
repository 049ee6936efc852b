import type { LastTrade } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import type { Price, Quantity } from '../../../domain/money.ts'
import { tradePhaseOf } from '../../../market/trade-phase.ts'
import { unreadable } from '../../unreadable.ts'
import {
  feedSideOf,
  instantOfFields,
  limitsOf,
  priceFieldOf,
  quantityOf,
  requiredQuantity,
  symbolOf,
  textOf,
  venueOf,
} from '../fields.ts'
import type { Fields } from '../messages.ts'

/**
 * The last trade and the totals of X-TRADE and X.
 * Before the first trade of the day it has limits and a projected price, but neither price nor volume.
 */
export function lastTrade(fields: Fields, frame: Frame): LastTrade {
  const symbol = symbolOf(fields('Symbol'))
  const venue = venueOf(fields, symbol)
  const exchangeTime = instantOfFields(fields)
  const totalVolume = requiredQuantity(fields, 'TotalVol')
  const { price, volume } = lastOf(fields, totalVolume)
  const { reference, ceiling, floor } = limitsOf(fields)
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
    phase: tradePhaseOf(sessionOf(fields('TradingSession')), venue, exchangeTime),
    feedSide: feedSideOf(fields('Side')),
    projectedPrice: priceFieldOf(fields('EstMatchedPrice'), 'EstMatchedPrice'),
    reference,
    ceiling,
    floor,
  }
}

interface Last {
  readonly price: Price | undefined
  readonly volume: Quantity | undefined
}

function lastOf(fields: Fields, totalVolume: Quantity): Last {
  const price = priceFieldOf(fields('LastPrice'), 'LastPrice')
  const volume = quantityOf(fields('LastVol'), 'LastVol')
  if (!volume) return { price: totalVolume > 0 ? price : undefined, volume: undefined }
  if (price === undefined)
    return unreadable('LastPrice', fields('LastPrice'), 'a price above 0, as LastVol is')
  return { price, volume }
}

/** The session's code; `undefined` when the feed names none, and not '', which is a code of its own. */
const sessionOf = (raw: unknown): string | undefined =>
  raw === undefined ? undefined : textOf(raw, 'TradingSession')
