import type { ForeignAccount } from '../../operators/state/foreign-account.ts'
import { futureOf } from '../../operators/state/future-of.ts'
import { type MinuteMean, minuteMean } from '../../operators/state/minute-mean.ts'
import type { OpenBar } from '../../operators/state/open-bar.ts'
import { type StepHistory, stepHistory } from '../../operators/state/step-history.ts'
import { type VolumeCount, volumeCount } from '../../operators/state/volume-count.ts'
import type { Breakdown } from '../../src/domain/market.ts'
import type { Price, Quantity } from '../../src/domain/money.ts'
import type { SessionPart } from '../../src/domain/outputs.ts'
import type { Instant } from '../../src/domain/time.ts'
import { pointValue } from '../../src/market/point-value.ts'

/** Everything that is known of one security, in one record. */
export interface Security {
  readonly symbol: string
  readonly multiplier: number
  /** When a future of the VN30 ends; `undefined` for all else. */
  readonly expiry: number | undefined
  reference: Price | undefined
  ceiling: Price | undefined
  floor: Price | undefined
  count: VolumeCount
  bid: Price | undefined
  ask: Price | undefined
  lastPrice: Price | undefined
  lastMove: 'buy' | 'sell' | undefined
  whole: Breakdown
  parts: Record<SessionPart, Breakdown>
  foreign: ForeignAccount | undefined
  net: StepHistory
  /** Contracts traded today, and the last price, of a future. */
  volume: Quantity
  futurePrice: Price | undefined
  bar: OpenBar | undefined
  earlier: MinuteMean
  at: 'ceiling' | 'floor' | undefined
  isReported: boolean
  /** When each kind of alert was last told, by its name and direction. */
  readonly alertedAt: Map<string, Instant>
}

export const none: Breakdown = {
  buyVolume: 0,
  sellVolume: 0,
  neutralVolume: 0,
  totalVolume: 0,
  buyValue: 0,
  sellValue: 0,
  neutralValue: 0,
  totalValue: 0,
}

export const noParts = (): Record<SessionPart, Breakdown> => ({
  ato: none,
  continuous: none,
  atc: none,
  putThrough: none,
  other: none,
  gap: none,
})

/** A security of which nothing was told today. */
export function newSecurity(symbol: string, yesterday?: Security): Security {
  const future = futureOf(symbol)
  return {
    symbol,
    multiplier: pointValue(symbol),
    expiry: future?.underlying === 'VN30' ? future.expiry : undefined,
    reference: undefined,
    ceiling: undefined,
    floor: undefined,
    count: volumeCount(),
    bid: undefined,
    ask: undefined,
    lastPrice: undefined,
    lastMove: undefined,
    whole: none,
    parts: noParts(),
    foreign: undefined,
    net: yesterday?.net ?? stepHistory(),
    volume: 0,
    futurePrice: undefined,
    bar: yesterday?.bar,
    earlier: minuteMean(20),
    at: undefined,
    isReported: false,
    alertedAt: yesterday?.alertedAt ?? new Map<string, Instant>(),
  }
}
