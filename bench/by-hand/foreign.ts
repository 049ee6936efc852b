import { accelerationAlert } from '../../operators/state/acceleration-alert.ts'
import {
  count,
  fell,
  type ForeignAccount,
  foreignAccount,
  measure,
  moves,
} from '../../operators/state/foreign-account.ts'
import { setStep, stepAt, stepHistory } from '../../operators/state/step-history.ts'
import type { ForeignTotals, Stamp } from '../../src/domain/event.ts'
import type { ForeignFlow } from '../../src/domain/outputs.ts'
import { tellAlert } from './alert.ts'
import { type Market, securityOf } from './market.ts'

const LAG = 300_000
const SWEEP = 10_000

/** Counts totals of foreigners in, and tells their flow. */
export function foreign(market: Market, event: ForeignTotals): void {
  const security = securityOf(market, event.symbol)
  const known = security.foreign
  const account = (security.foreign ??= foreignAccount(event, market.connection))
  if (known && (event.exchangeTime >= known.time || !fell(known, event))) {
    const rebased = fell(known, event)
    count(known, event, { rebased, worth: { price: security.lastPrice, multiplier: security.multiplier } })
    market.moving.add(known)
    measure(known, market.now)
    tell(market, { account: known, rebased }, event)
  } else if (!known) {
    measure(account, market.now)
    tell(market, { account, rebased: true }, event)
  }
  sweep(market, event)
}

/** Tells the speeds that time alone has changed. */
export function sweep(market: Market, cause: Stamp): void {
  const { now, moving } = market
  if (now - market.sweptAt < SWEEP) return
  market.sweptAt = now
  for (const account of moving) {
    if (now - account.toldAt < SWEEP) continue
    if (measure(account, now)) tell(market, { account, rebased: false }, cause)
    if (!moves(account)) moving.delete(account)
  }
}

interface Told {
  readonly account: ForeignAccount
  readonly rebased: boolean
}

function tell(market: Market, { account, rebased }: Told, { seq, exchangeTime, receivedTime }: Stamp): void {
  const { last, buy, sell } = account
  account.toldAt = market.now
  const flow: ForeignFlow = {
    kind: 'foreignFlow',
    seq,
    exchangeTime,
    receivedTime,
    symbol: last.symbol,
    buyVolume: buy.volume,
    sellVolume: sell.volume,
    buyValue: buy.value,
    sellValue: sell.value,
    totalRoom: last.totalRoom,
    currentRoom: last.currentRoom,
    buySpeed: buy.speed,
    sellSpeed: sell.speed,
    buyAcceleration: buy.acceleration,
    sellAcceleration: sell.acceleration,
    rebased,
  }
  market.emit(flow)
  accelerate(market, flow)
}

function accelerate(market: Market, flow: ForeignFlow): void {
  const security = securityOf(market, flow.symbol)
  if (flow.rebased) security.net = stepHistory()
  const net = flow.buyValue - flow.sellValue
  setStep(security.net, flow.exchangeTime, net)
  const then = stepAt(security.net, flow.exchangeTime - LAG)
  if (then === undefined || Math.abs(then) < 1e9 || Math.abs(net - then) < 1e9) return
  if (Math.abs(net - then) * 100 > Math.abs(then) * 30)
    tellAlert(market, security, accelerationAlert(flow, { net, then, lag: LAG }))
}
