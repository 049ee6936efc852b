import type { ClassifiedTrade, Gap, IndexValue, Quote, Rejected, Stamp } from '../event.ts'
import type { Level, Ohlc } from '../market.ts'
import { decimalOf, type Price } from '../money.ts'
import type { Alert, Bar, Basis, ForeignFlow, SessionStats } from '../outputs.ts'
import { type Instant, isoIct } from '../time.ts'
import { alertData } from './alert.ts'
import { basisJson } from './basis.ts'
import { foreignJson } from './foreign-flow.ts'
import { indexJson } from './index-value.ts'
import { sessionJson } from './session.ts'

type Printed<T extends Stamp & { readonly kind: string; readonly symbol: string }, K extends keyof T> = Pick<
  T,
  'kind' | 'seq' | 'exchangeTime' | 'symbol' | K
>

/** What is printed of a trade. */
export type PrintedTrade = Printed<
  ClassifiedTrade,
  'price' | 'volume' | 'value' | 'side' | 'basis' | 'phase' | 'bid' | 'ask'
>

/** What is printed of a bar. */
export type PrintedBar = Printed<
  Bar,
  | 'interval'
  | 'start'
  | keyof Ohlc
  | 'volume'
  | 'activeBuyVolume'
  | 'activeSellVolume'
  | 'filledVolume'
  | 'revision'
  | 'complete'
>

/** Outputs that have a printed form. */
export type Printable =
  Quote | PrintedTrade | SessionStats | ForeignFlow | IndexValue | Basis | PrintedBar | Alert | Gap | Rejected

/** A plain decimal, or absent. `JSON.stringify` leaves out what is undefined. */
const decimal = (price: Price | undefined) => (price === undefined ? undefined : decimalOf(price))
const time = (instant: Instant | undefined) => (instant === undefined ? undefined : isoIct(instant))
const levels = (of: readonly Level[]) => of.map(({ price, volume }) => [decimalOf(price), volume])

/** The width of a bar as people write it: `1m`, `5m`, `1h`, `30s`. */
export function intervalName(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000}h`
  return ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1_000}s`
}

/** What follows the common keys, for each kind. */
const bodies: { readonly [K in Printable['kind']]: (output: Extract<Printable, { kind: K }>) => object } = {
  quote: (quote) => ({
    bids: levels(quote.bids),
    asks: levels(quote.asks),
    auction_bid_volume: quote.auctionBidVolume,
    auction_ask_volume: quote.auctionAskVolume,
    ceiling: decimal(quote.ceiling),
    floor: decimal(quote.floor),
    reference: decimal(quote.reference),
  }),
  trade: (trade) => ({
    price: decimalOf(trade.price),
    volume: trade.volume,
    value: trade.value,
    side: trade.side,
    basis: trade.basis,
    phase: trade.phase,
    bid: decimal(trade.bid),
    ask: decimal(trade.ask),
  }),
  session: sessionJson,
  foreignFlow: (flow) => ({ ...foreignJson(flow), last_updated: undefined }),
  index: (index) => ({ ...indexJson(index), last_updated: undefined }),
  basis: (basis) => ({ ...basisJson(basis), timestamp: undefined, is_premium: undefined }),
  bar: (bar) => ({
    interval: intervalName(bar.interval),
    start: isoIct(bar.start),
    open: decimalOf(bar.open),
    high: decimalOf(bar.high),
    low: decimalOf(bar.low),
    close: decimalOf(bar.close),
    volume: bar.volume,
    active_buy_volume: bar.activeBuyVolume,
    active_sell_volume: bar.activeSellVolume,
    revision: bar.revision,
    complete: bar.complete,
    // Most bars have none, and say nothing of it.
    filled_volume: bar.filledVolume || undefined,
  }),
  alert: (alert) => ({
    alert_type: alert.alertType,
    severity: alert.severity,
    message: alert.message,
    data: alertData(alert),
  }),
  gap: (gap) => ({
    from: time(gap.from),
    to: isoIct(gap.to),
    missing_volume: gap.missingVolume,
    reason: gap.reason,
  }),
  rejected: ({ reason, raw }) => ({ reason, raw }),
}

/** TypeScript cannot see that the table's entry fits the kind it was looked up by. */
const bodyOf = (output: Printable) => (bodies[output.kind] as (output: Printable) => object)(output)

function symbolOf(output: Printable): string | undefined {
  if (output.kind === 'rejected') return undefined
  return output.kind === 'index' ? output.indexId : output.symbol
}

/**
 * The printed form of an output: one JSON object with the keys in the order of the contract (stream, seq, time,
 * symbol, then its own), plain decimals, Vietnamese time; what is not known is absent.
 */
export function printed(output: Printable): string {
  return JSON.stringify({
    stream: output.kind === 'foreignFlow' ? 'foreign' : output.kind,
    seq: output.seq,
    time: time(output.exchangeTime),
    symbol: symbolOf(output),
    ...bodyOf(output),
  })
}
