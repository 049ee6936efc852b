import type { ClassifiedTrade } from '../../src/domain/event.ts'
import type { Instant } from '../../src/domain/time.ts'
import { addFlow, advanceFlow, type FlowWindow, flowWindow } from './flow-window.ts'

const MINUTE = 60_000

/** What aggressors did on one side. */
interface TradeSide {
  readonly window: FlowWindow
  /** Shares a minute, and its change over the last minute. */
  speed: number
  acceleration: number
}

/** What aggressors bought and sold of one security since a baseline. */
export interface TradeFlow {
  readonly symbol: string
  readonly buy: TradeSide
  readonly sell: TradeSide
  /** Exchange time of the baseline, from which speeds are measured, and of the newest trade. */
  readonly since: Instant
  time: Instant
  /** When speeds were last told, by the feed's clock. */
  toldAt: Instant
}

const side = (): TradeSide => ({ window: flowWindow(), speed: 0, acceleration: 0 })

/** A flow whose baseline is a trade, that is not counted yet. */
export const tradeFlow = ({ symbol, exchangeTime }: ClassifiedTrade): TradeFlow => ({
  symbol,
  buy: side(),
  sell: side(),
  since: exchangeTime,
  time: exchangeTime,
  toldAt: exchangeTime,
})

/** Counts a trade in, at its time, or at that of the newest trade when it is late. */
export function addTrade(flow: TradeFlow, trade: ClassifiedTrade): void {
  if (trade.exchangeTime > flow.time) flow.time = trade.exchangeTime
  if (trade.side === 'buy') addFlow(flow.buy.window, flow.time, trade.volume)
  else if (trade.side === 'sell') addFlow(flow.sell.window, flow.time, trade.volume)
}

/** Measures both sides at a time, over some minutes; true when a speed or an acceleration is another than before. */
export function measureFlow(flow: TradeFlow, now: Instant, minutes: number): boolean {
  const age = (now - flow.since) / MINUTE
  const buyChanged = measure(flow.buy, now, { age, minutes })
  return measure(flow.sell, now, { age, minutes }) || buyChanged
}

interface Reach {
  /** Minutes since the baseline. */
  readonly age: number
  readonly minutes: number
}

function measure(side: TradeSide, now: Instant, { age, minutes }: Reach): boolean {
  const { window } = side
  advanceFlow(window, now, { span: minutes * MINUTE, lag: MINUTE })
  const speed = window.recent / within(age, minutes)
  const acceleration = age < 1 ? 0 : speed - window.past / within(age - 1, minutes)
  const changed = speed !== side.speed || acceleration !== side.acceleration
  side.speed = speed
  side.acceleration = acceleration
  return changed
}

const within = (age: number, minutes: number): number => Math.min(minutes, Math.max(1, age))

/** True while time alone changes a speed or an acceleration. */
export const movesFlow = ({ buy, sell }: TradeFlow): boolean =>
  buy.window.recent + buy.window.past + sell.window.recent + sell.window.past > 0
