import { advanceMean, addToMean, meanOf } from '../../operators/state/minute-mean.ts'
import { breakoutAlert } from '../../operators/state/breakout-alert.ts'
import { extendBar, openBar, toldBar } from '../../operators/state/open-bar.ts'
import { spikeAlert } from '../../operators/state/spike-alert.ts'
import type {
  ClassifiedTrade,
  FeedEvent,
  ForeignTotals,
  Gap,
  IndexValue,
  LastTrade,
  Quote,
  Stamp,
} from '../../src/domain/event.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { learnLimits, withLimits } from './limits.ts'
import { tellAlert } from './alert.ts'
import { active, basis, tellBasis } from './futures.ts'
import { foreign, sweep } from './foreign.ts'
import { beginDay, type Market, newMarket, securityOf } from './market.ts'
import type { Security } from './security.ts'
import { session } from './session.ts'
import { trades } from './trades.ts'

const MINUTE = 60_000

/**
 * What all pipelines give, by one loop over one record a security: no stream, no operator, one look-up of a symbol an event.
 * The rules stand here once more, as straight as they can be; what is already a plain function over plain data (windows, means,
 * bars, holes in the volume) is called. It takes what FastConnect v2 tells while the line holds: events that name their
 * venue, without lists of securities and minutes; and what is read of stored tables.
 */
export function byHand(emit: (output: Output) => void): (event: FeedEvent) => void {
  const market = newMarket(emit)
  return (event) => {
    switch (event.kind) {
      case 'last':
        last(market, event as LastTrade)
        return
      case 'trade':
      case 'gap':
        read(market, event)
        return
      case 'quote':
        quote(market, event as Quote)
        return
      case 'foreign':
        begin(market, event)
        foreign(market, event as ForeignTotals)
        closeBars(market, event)
        return
      case 'index':
        index(market, event)
        return
      case 'status':
        begin(market, event)
        emit(event)
        passTime(market, event)
        return
      default:
        throw new Error(`No ${event.kind} is told while the line holds.`)
    }
  }
}

function begin(market: Market, { exchangeTime }: Stamp): void {
  if (exchangeTime >= market.dayEnd) beginDay(market, exchangeTime)
  if (exchangeTime > market.now) market.now = exchangeTime
}

/** A row of a stored table: it was told apart, and classified, when it came. */
function read(market: Market, event: ClassifiedTrade | Gap): void {
  begin(market, event)
  const security = securityOf(market, event.symbol)
  if (event.kind === 'gap') gap(market, security, event)
  else trade(market, security, event)
}

function passTime(market: Market, event: Stamp): void {
  sweep(market, event)
  closeBars(market, event)
}

function last(market: Market, event: LastTrade): void {
  if (event.exchangeTime >= market.dayEnd) beginDay(market, event.exchangeTime)
  const security = securityOf(market, event.symbol)
  learn(market, security, event)
  trades(security, event, (told) => {
    if (told.exchangeTime > market.now) market.now = told.exchangeTime
    if (told.kind === 'gap') gap(market, security, told)
    else trade(market, security, told)
  })
}

function quote(market: Market, event: Quote): void {
  begin(market, event)
  const security = securityOf(market, event.symbol)
  learn(market, security, event)
  security.bid = event.bids[0]?.price
  security.ask = event.asks[0]?.price
  market.emit(withLimits(event, security))
  passTime(market, event)
}

function learn(market: Market, security: Security, event: LastTrade | Quote): void {
  if (!learnLimits(market, security, event)) return
  if (event.exchangeTime > market.now) market.now = event.exchangeTime
  passTime(market, event)
}

function gap(market: Market, security: Security, event: Gap): void {
  market.emit(event)
  session(market, security, event)
  sweep(market, event)
  active(market, security, event)
  closeBars(market, event)
  market.told.miss(event)
}

function trade(market: Market, security: Security, event: ClassifiedTrade): void {
  market.emit(event)
  session(market, security, event)
  sweep(market, event)
  if (security.expiry !== undefined) {
    active(market, security, event)
    basis(market, security, event)
  }
  closeBars(market, event)
  if (event.phase !== 'putThrough') {
    addToBar(market, security, event)
    spike(market, security, event)
    breakout(market, security, event)
  }
}

function index(market: Market, event: IndexValue): void {
  begin(market, event)
  sweep(market, event)
  if (event.value > 0 && ['VN30', 'VNINDEX', 'HNXINDEX'].includes(event.indexId)) market.emit(event)
  if (event.indexId === 'VN30' && event.value !== market.spot) {
    market.spot = event.value
    for (const future of market.futures) tellBasis(market, future, event)
  }
  closeBars(market, event)
}

function closeBars(market: Market, cause: Stamp): void {
  const { now, open, told, emit } = market
  if (now < market.minuteEnd) return
  for (const security of open) {
    const { bar } = security
    if (!bar) continue
    told.keep(bar)
    emit(toldBar(bar, cause, { interval: MINUTE, complete: true }))
    security.bar = undefined
  }
  open.length = 0
  market.minuteEnd = now - (now % MINUTE) + MINUTE
}

function addToBar({ minuteEnd, open, told, emit }: Market, security: Security, event: ClassifiedTrade): void {
  const start = event.exchangeTime - (event.exchangeTime % MINUTE)
  const isLate = start + MINUTE < minuteEnd
  if (isLate) {
    const bar = told.reopen(event, start)
    if (!bar) return
    extendBar(bar, event)
    emit(toldBar(bar, event, { interval: MINUTE, complete: true }))
    return
  }
  if (!security.bar) {
    security.bar = openBar(event, start)
    open.push(security)
  }
  extendBar(security.bar, event)
}

function spike(market: Market, { earlier }: Security, event: ClassifiedTrade): void {
  if (event.phase !== 'continuous' || event.venue === 'DERIVATIVES') return
  advanceMean(earlier, event.exchangeTime)
  if (earlier.count >= 10 && event.volume > 3 * meanOf(earlier))
    tellAlert(market, securityOf(market, event.symbol), spikeAlert(event, meanOf(earlier), 20))
  addToMean(earlier, event.volume)
}

function breakout(market: Market, security: Security, event: ClassifiedTrade): void {
  const { ceiling, floor } = security
  const { price } = event
  const at =
    ceiling !== undefined && price >= ceiling
      ? 'ceiling'
      : floor !== undefined && price <= floor
        ? 'floor'
        : undefined
  if (at && at !== security.at) tellAlert(market, security, breakoutAlert(event, at, security[at] ?? price))
  security.at = at
}
