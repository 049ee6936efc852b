import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Gap } from '../src/domain/event.ts'
import type { Breakdown, Side, TradePhase } from '../src/domain/market.ts'
import type { SessionPart, SessionStats } from '../src/domain/outputs.ts'
import { byKind } from './state/by-kind.ts'
import { keyed } from './state/keyed.ts'

/** A security's totals. Breakdowns are never written to: the next one replaces them, and what was emitted stays. */
interface Totals {
  whole: Breakdown
  readonly parts: Record<SessionPart, Breakdown>
}

const none: Breakdown = {
  buyVolume: 0,
  sellVolume: 0,
  neutralVolume: 0,
  totalVolume: 0,
  buyValue: 0,
  sellValue: 0,
  neutralValue: 0,
  totalValue: 0,
}

const begin = () => ({ bySymbol: new Map<string, Totals>() })

const zero = (): Totals => ({
  whole: none,
  parts: { ato: none, continuous: none, atc: none, putThrough: none, other: none, gap: none },
})

/**
 * Running totals of each security over its trading day, by aggressor and by part of the day.
 *
 * - Emits the new totals after each trade and each gap. The parts add up to the whole, in volume and in value.
 * - Put-through trades are nobody's. After-close trades count in `other`. A gap has volume and no value.
 * - Begins again with a trading day, and for one security when the feed counts anew.
 */
export function sessionStats(): OperatorFunction<ClassifiedEvent, SessionStats> {
  return byKind(begin, ({ bySymbol }, emit) => {
    const tell = (event: ClassifiedTrade | Gap): void => {
      if (event.restart) bySymbol.delete(event.symbol)
      const totals = keyed(bySymbol, event.symbol, zero)
      count(totals, event)
      emit(snapshot(event, totals))
    }
    return { begins: () => bySymbol.clear(), trade: tell, gap: tell }
  })
}

const partOf = (phase: TradePhase): SessionPart => (phase === 'plo' ? 'other' : phase)

function count(totals: Totals, event: ClassifiedTrade | Gap): void {
  const { parts } = totals
  if (event.kind === 'gap') {
    totals.whole = withMissing(totals.whole, event.missingVolume)
    parts.gap = withMissing(parts.gap, event.missingVolume)
    return
  }
  const part = partOf(event.phase)
  const side = part === 'putThrough' ? 'neutral' : event.side
  totals.whole = withTrade(totals.whole, event, side)
  parts[part] = withTrade(parts[part], event, side)
}

const withTrade = (
  sum: Breakdown,
  { volume, value }: { readonly volume: number; readonly value: number },
  side: Side,
): Breakdown => ({
  buyVolume: sum.buyVolume + (side === 'buy' ? volume : 0),
  sellVolume: sum.sellVolume + (side === 'sell' ? volume : 0),
  neutralVolume: sum.neutralVolume + (side === 'neutral' ? volume : 0),
  totalVolume: sum.totalVolume + volume,
  buyValue: sum.buyValue + (side === 'buy' ? value : 0),
  sellValue: sum.sellValue + (side === 'sell' ? value : 0),
  neutralValue: sum.neutralValue + (side === 'neutral' ? value : 0),
  totalValue: sum.totalValue + value,
})

const withMissing = (sum: Breakdown, volume: number): Breakdown => ({
  buyVolume: sum.buyVolume,
  sellVolume: sum.sellVolume,
  neutralVolume: sum.neutralVolume,
  totalVolume: sum.totalVolume + volume,
  buyValue: sum.buyValue,
  sellValue: sum.sellValue,
  neutralValue: sum.neutralValue,
  totalValue: sum.totalValue,
})

const snapshot = (cause: ClassifiedTrade | Gap, { whole, parts }: Totals): SessionStats => ({
  kind: 'session',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  symbol: cause.symbol,
  buyVolume: whole.buyVolume,
  sellVolume: whole.sellVolume,
  neutralVolume: whole.neutralVolume,
  totalVolume: whole.totalVolume,
  buyValue: whole.buyValue,
  sellValue: whole.sellValue,
  neutralValue: whole.neutralValue,
  totalValue: whole.totalValue,
  parts: {
    ato: parts.ato,
    continuous: parts.continuous,
    atc: parts.atc,
    putThrough: parts.putThrough,
    other: parts.other,
    gap: parts.gap,
  },
})
