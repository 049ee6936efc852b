import type { ForeignTotals } from '../../src/domain/event.ts'
import { type Price, type Quantity, turnover, type Vnd } from '../../src/domain/money.ts'
import { ictTimeOfDay, type Instant } from '../../src/domain/time.ts'
import { phaseOfTime } from '../../src/market/phases.ts'
import { addFlow, advanceFlow, clearFlow, type FlowWindow, flowWindow, nextChange } from './flow-window.ts'

const MINUTE = 60_000
const SPAN_MINUTES = 5
const REACH = { span: SPAN_MINUTES * MINUTE, lag: MINUTE }

/** What foreigners did on one side of one security today. */
interface ForeignSide {
  /** The feed's running total, as last said. */
  said: Quantity
  /** The same without its drops. */
  volume: Quantity
  value: Vnd
  readonly window: FlowWindow
  /** Shares a minute, and its change over the last minute. */
  speed: number
  acceleration: number
}

/** What is known of the foreign flow of one security. */
export interface ForeignAccount {
  readonly buy: ForeignSide
  readonly sell: ForeignSide
  /** The last message that counted. */
  last: ForeignTotals
  /** Exchange time of the newest message, and of the baseline from which speeds are measured. */
  time: Instant
  since: Instant
  /** Exchange time at which a flow was last told. */
  toldAt: Instant
  /** The connection on which the last message came, by number. */
  connection: number
  /** Until then time alone changes neither a speed nor an acceleration, unless another message comes. */
  quietUntil: Instant
  /** All that was said so far is the day before's. */
  readonly isOld: boolean
}

/** What a share or contract is worth: the price of the last trade, where there was one today, in units of so many VND. */
interface Worth {
  readonly price: Price | undefined
  readonly multiplier: number
}

const side = (said: Quantity, { volume, value }: Pick<ForeignSide, 'volume' | 'value'>): ForeignSide => ({
  said,
  volume,
  value,
  window: flowWindow(),
  speed: 0,
  acceleration: 0,
})

const nothing = { volume: 0, value: 0 }

/** Before the opening nothing was traded: what a feed tells then is the day before's. */
const isOfDayBefore = ({ venue, exchangeTime }: ForeignTotals): boolean =>
  phaseOfTime(venue, ictTimeOfDay(exchangeTime)) === 'preOpen'

/** An account whose baseline is the first message of the day. Totals from before the opening are not shown as the day's. */
export const foreignAccount = (first: ForeignTotals, connection: number): ForeignAccount => ({
  ...sidesOf(first),
  last: first,
  time: first.exchangeTime,
  since: first.exchangeTime,
  toldAt: first.exchangeTime,
  connection,
  quietUntil: -Infinity,
  isOld: isOfDayBefore(first) && first.buyVolume + first.sellVolume > 0,
})

function sidesOf(first: ForeignTotals): Pick<ForeignAccount, 'buy' | 'sell'> {
  const { buyVolume, sellVolume, buyValue, sellValue } = first
  const isOld = isOfDayBefore(first)
  return {
    buy: side(buyVolume, isOld ? nothing : { volume: buyVolume, value: buyValue }),
    sell: side(sellVolume, isOld ? nothing : { volume: sellVolume, value: sellValue }),
  }
}

/** True when a total is lower than it was. */
export const fell = ({ buy, sell }: ForeignAccount, { buyVolume, sellVolume }: ForeignTotals): boolean =>
  buyVolume < buy.said || sellVolume < sell.said

/** True when a message says what was said last. */
export const repeats = ({ buy, sell }: ForeignAccount, { buyVolume, sellVolume }: ForeignTotals): boolean =>
  buyVolume === buy.said && sellVolume === sell.said

/** How a message is counted. */
export interface Counting {
  readonly rebased: boolean
  readonly worth: Worth
}

/** Counts a message in. When it is a new baseline, its volume counts in the totals and not as flow. */
export function count(account: ForeignAccount, totals: ForeignTotals, { rebased, worth }: Counting): void {
  account.time = Math.max(account.time, totals.exchangeTime)
  account.last = totals
  if (rebased) rebase(account)
  const flowsAt = rebased ? undefined : account.time
  growBy(account.buy, { said: totals.buyVolume, value: totals.buyValue, flowsAt }, worth)
  growBy(account.sell, { said: totals.sellVolume, value: totals.sellValue, flowsAt }, worth)
}

function rebase(account: ForeignAccount): void {
  account.since = account.time
  clearFlow(account.buy.window)
  clearFlow(account.sell.window)
}

interface Said {
  readonly said: Quantity
  readonly value: Vnd
  readonly flowsAt: Instant | undefined
}

function growBy(side: ForeignSide, { said, value, flowsAt }: Said, { price, multiplier }: Worth): void {
  const delta = Math.max(0, said - side.said)
  side.said = said
  if (delta === 0) return
  side.volume += delta
  // The feed's own value is an average over the day, or an estimate at the last price: of use only without a trade.
  const worth = price === undefined ? Math.round(delta * (value / said)) : turnover(price, delta, multiplier)
  // No table takes more than can be counted: a volume that cannot be must not stop the store.
  side.value = Math.min(side.value + worth, Number.MAX_SAFE_INTEGER)
  if (flowsAt !== undefined) addFlow(side.window, flowsAt, delta)
}

/** Measures both sides at a time; true when a speed or an acceleration is another than before. */
export function measure(account: ForeignAccount, now: Instant): boolean {
  const minutes = (now - account.since) / MINUTE
  const buyChanged = measureSide(account.buy, now, minutes)
  return measureSide(account.sell, now, minutes) || buyChanged
}

const clamp = (minutes: number): number => Math.min(SPAN_MINUTES, Math.max(1, minutes))

function measureSide(side: ForeignSide, now: Instant, minutes: number): boolean {
  const { window } = side
  advanceFlow(window, now, REACH)
  const speed = window.recent / clamp(minutes)
  // Within its first minute there is no earlier estimate to compare with.
  const acceleration = minutes < 1 ? 0 : speed - window.past / clamp(minutes - 1)
  const changed = speed !== side.speed || acceleration !== side.acceleration
  side.speed = speed
  side.acceleration = acceleration
  return changed
}

/** True while time alone changes a speed or an acceleration. */
export const moves = ({ buy, sell }: ForeignAccount): boolean =>
  buy.window.recent + buy.window.past + sell.window.recent + sell.window.past > 0

/**
 * Finds out until when nothing changes, after it was measured: while the minutes since the baseline count that is not known, then until the
 * next message of before comes to an edge of a window. To measure accounts in vain was a seventh of what all pipelines cost.
 */
export function settle(account: ForeignAccount, now: Instant): void {
  const { buy, sell, since } = account
  // The acceleration looks a minute further back than the speed.
  const isYoung = now < since + REACH.span + REACH.lag
  // One that does not move is looked at once more, and then no longer.
  account.quietUntil =
    isYoung || !moves(account) ? now : Math.min(nextChange(buy.window, REACH), nextChange(sell.window, REACH))
}
