import { grow, type VolumeCount } from '../../operators/state/volume-count.ts'
import type { ClassifiedTrade, Gap, LastTrade } from '../../src/domain/event.ts'
import type { Side, SideBasis } from '../../src/domain/market.ts'
import { type Price, turnover } from '../../src/domain/money.ts'
import type { Security } from './security.ts'

interface Told {
  readonly price: Price
  readonly volume: number
  readonly late: boolean
  readonly restart: boolean
}

/** What a message of the last trade tells: a trade that follows on the one before at once, or what `grow` makes of it. */
export function trades(
  security: Security,
  last: LastTrade,
  tell: (event: ClassifiedTrade | Gap) => void,
): void {
  const { count } = security
  const { price, volume = 0 } = last
  if (price === undefined || volume === 0 || !follows(count, last, volume)) {
    grown(security, last, tell)
    return
  }
  count.total = last.totalVolume
  count.newest = last.totalVolume
  count.time = last.exchangeTime
  tell(classified(security, last, { price, volume, late: false, restart: false }))
}

function grown(security: Security, last: LastTrade, tell: (event: ClassifiedTrade | Gap) => void): void {
  const growth = grow(security.count, last)
  if (!growth) return
  const { missing, traded, late, restart } = growth
  const { seq, exchangeTime, receivedTime, symbol, venue, price } = last
  for (const { volume: missingVolume, from, to, reason } of missing) {
    const stamp = { seq, exchangeTime, receivedTime, symbol, venue }
    tell({ kind: 'gap', ...stamp, from, to, missingVolume, reason, restart })
  }
  if (price === undefined || traded === 0) return
  tell(classified(security, last, { price, volume: traded, late, restart: restart && missing.length === 0 }))
}

const follows = (count: VolumeCount, { totalVolume, exchangeTime }: LastTrade, volume: number): boolean =>
  totalVolume - volume === count.total && !count.restart && exchangeTime >= (count.time ?? Infinity)

function classified(security: Security, last: LastTrade, told: Told): ClassifiedTrade {
  const { seq, exchangeTime, receivedTime, symbol, venue, phase, feedSide, totalVolume } = last
  const { price, volume, late, restart } = told
  const move = moveTo(price, security)
  const { side, basis } = sideOf(security, last, { price, move })
  if (phase !== 'putThrough' && phase !== 'other' && !late) {
    security.lastPrice = price
    security.lastMove = move
  }
  return {
    kind: 'trade',
    seq,
    exchangeTime,
    receivedTime,
    symbol,
    venue,
    price,
    volume,
    value: turnover(price, volume, security.multiplier),
    phase,
    feedSide,
    totalVolume,
    late,
    restart,
    side,
    basis,
    bid: security.bid,
    ask: security.ask,
  }
}

function moveTo(price: Price, { lastPrice, lastMove }: Security): 'buy' | 'sell' | undefined {
  if (lastPrice === undefined || price === lastPrice) return lastMove
  return price > lastPrice ? 'buy' : 'sell'
}

interface Traded {
  readonly price: Price
  readonly move: 'buy' | 'sell' | undefined
}

interface Aggressor {
  readonly side: Side
  readonly basis: SideBasis
}

const nobody: Aggressor = { side: 'neutral', basis: 'none' }

function sideOf(security: Security, { phase, feedSide }: LastTrade, traded: Traded): Aggressor {
  if (phase !== 'continuous') return nobody
  if (feedSide) return { side: feedSide, basis: 'feed' }
  const side = sideInBook(security, traded.price)
  if (side) return { side, basis: 'quote' }
  return traded.move ? { side: traded.move, basis: 'tick' } : nobody
}

function sideInBook({ bid, ask }: Security, price: Price): Side | undefined {
  const bottom = bid ?? -Infinity
  const top = ask ?? Infinity
  if (bottom >= top) return undefined
  if (price >= top) return 'buy'
  if (price <= bottom) return 'sell'
  return Number.isFinite(top - bottom) ? 'neutral' : undefined
}
