import type { Band, LastTrade, Quote } from '../../src/domain/event.ts'
import type { Instrument, Limits } from '../../src/domain/market.ts'
import { bandDifference } from '../../src/market/band-difference.ts'
import { priceBand } from '../../src/market/price-band.ts'
import type { Market } from './market.ts'
import type { Security } from './security.ts'

/** Takes over the limits that an event names, and tells them when they are news. */
export function learnLimits(market: Market, security: Security, event: LastTrade | Quote): boolean {
  const { reference = security.reference, ceiling = security.ceiling, floor = security.floor } = event
  if (reference === security.reference && ceiling === security.ceiling && floor === security.floor)
    return false
  security.reference = reference
  security.ceiling = ceiling
  security.floor = floor
  const { seq, exchangeTime, receivedTime, symbol, venue } = event
  const band: Band = {
    kind: 'band',
    seq,
    exchangeTime,
    receivedTime,
    symbol,
    venue,
    reference,
    ceiling,
    floor,
  }
  market.emit(band)
  compare(market, security, band)
  return true
}

function compare({ emit }: Market, security: Security, band: Band): void {
  const { venue, reference, ceiling, floor } = band
  const instrument: Instrument | undefined =
    security.expiry === undefined ? (/^[A-Z0-9]{3}$/.test(band.symbol) ? 'stock' : undefined) : 'future'
  if (security.isReported || instrument === undefined || reference === undefined) return
  const of = (firstDay: boolean) =>
    bandDifference(band, priceBand(venue, reference, { instrument, firstDay }))
  const difference = of(true) && of(false)
  if (!difference) return
  security.isReported = true
  const { seq, exchangeTime, receivedTime, symbol } = band
  emit({
    kind: 'bandMismatch',
    seq,
    exchangeTime,
    receivedTime,
    symbol,
    venue,
    reference,
    ceiling,
    floor,
    ceilingDifference: difference.ceiling,
    floorDifference: difference.floor,
  })
}

/** The quote with all limits that are known. */
export const withLimits = (quote: Quote, { reference, ceiling, floor }: Limits): Quote =>
  quote.reference !== undefined && quote.ceiling !== undefined && quote.floor !== undefined
    ? quote
    : { ...quote, reference, ceiling, floor }
