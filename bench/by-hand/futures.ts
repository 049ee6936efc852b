import { flipAlert } from '../../operators/state/flip-alert.ts'
import type { ClassifiedTrade, Gap, Stamp } from '../../src/domain/event.ts'
import type { Basis } from '../../src/domain/outputs.ts'
import { tellAlert } from './alert.ts'
import { type Market, securityOf } from './market.ts'
import type { Security } from './security.ts'

const SETTLED = 1000
const LEAD = 1.1

/** Counts a future's volume, and tells when another one is the active one. */
export function active(market: Market, security: Security, event: ClassifiedTrade | Gap): void {
  if (security.expiry === undefined) return
  if (event.restart) security.volume = 0
  security.volume += event.kind === 'trade' ? event.volume : event.missingVolume
  if (security.symbol !== market.active && takes(market, security)) {
    market.active = security.symbol
    const { seq, exchangeTime, receivedTime } = event
    market.emit({ kind: 'activeFuture', seq, exchangeTime, receivedTime, symbol: security.symbol })
  }
  market.isFirst &&= (market.active === undefined ? 0 : securityOf(market, market.active).volume) < SETTLED
}

function takes(market: Market, { expiry, volume }: Security): boolean {
  if (market.active === undefined) return true
  const active = securityOf(market, market.active)
  if (market.isFirst) return (expiry ?? 0) < (active.expiry ?? 0)
  return volume >= SETTLED && volume > active.volume * LEAD
}

/** Takes a future's price in, and tells its basis. */
export function basis(market: Market, security: Security, event: ClassifiedTrade): void {
  if (event.phase === 'putThrough' || event.late) return
  if (security.futurePrice === undefined) market.futures.push(security)
  security.futurePrice = event.price
  tellBasis(market, security, event)
}

/** Tells a future's basis once its index is known. */
export function tellBasis(
  market: Market,
  { symbol, futurePrice }: Security,
  { seq, exchangeTime, receivedTime }: Stamp,
): void {
  const { spot } = market
  if (spot === undefined || futurePrice === undefined) return
  const difference = futurePrice - spot
  const told: Basis = {
    kind: 'basis',
    seq,
    exchangeTime,
    receivedTime,
    symbol,
    futurePrice,
    spotValue: spot,
    basis: difference,
    basisPercent: percentOf(difference, spot),
    state: difference === 0 ? 'par' : difference > 0 ? 'premium' : 'discount',
  }
  market.emit(told)
  if (symbol === market.active) flip(market, told)
}

/** To four decimals, half away from zero. */
function percentOf(difference: number, spot: number): number {
  const scaled = Math.abs(difference) * 1_000_000
  const rest = scaled % spot
  return (Math.sign(difference) * ((scaled - rest) / spot + (2 * rest >= spot ? 1 : 0))) / 10_000
}

function flip(market: Market, told: Basis): void {
  const { symbol, state } = told
  const { dayEnd } = market
  if (market.stood?.symbol !== symbol || market.stood.dayEnd !== dayEnd) market.stood = undefined
  if (state === 'par') return
  if (market.stood && market.stood.at !== state)
    tellAlert(market, securityOf(market, symbol), flipAlert(told, state))
  market.stood = { symbol, at: state, dayEnd }
}
