import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Gap } from '../src/domain/event.ts'
import type { Breakdown, Side } from '../src/domain/market.ts'
import type { SessionPart, SessionStats } from '../src/domain/outputs.ts'
import { byKind } from './state/by-kind.ts'
import { bySymbol } from './state/by-symbol.ts'

/** A security's totals. They are never written to: the next ones replace them, and what was emitted stays. */
interface Totals extends Breakdown {
  readonly parts: SessionStats['parts']
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

/** What a security's totals stand at. */
interface Standing {
  totals: Totals
}

const begin = () => ({ standings: new Map<string, Standing>() })

const zero: Totals = {
  ...none,
  parts: { ato: none, continuous: none, atc: none, putThrough: none, other: none, gap: none },
}

/**
 * Running totals of each security over its trading day, by aggressor and by part of the day.
 *
 * - Emits the new totals after each trade and each gap. The parts add up to the whole, in volume and in value.
 * - Put-through trades are nobody's. After-close trades count in `other`. A gap has volume and no value.
 * - Begins again with a trading day, and for one security when the feed counts anew.
 */
export function sessionStats(): OperatorFunction<ClassifiedEvent, SessionStats> {
  return byKind(begin, ({ standings }, emit) => {
    const all = bySymbol(standings, () => ({ totals: zero }))
    const tell = (event: ClassifiedTrade | Gap): void => {
      const standing = all.of(event.symbol)
      const totals = told(event, event.restart ? zero : standing.totals, addedBy(event))
      standing.totals = totals
      emit(totals)
    }
    return { begins: all.clear, trade: tell, gap: tell }
  })
}

/** What an event adds to the whole and to one part. */
interface Added {
  readonly part: SessionPart
  readonly side: Side | undefined
  readonly volume: number
  readonly value: number
}

function addedBy(event: ClassifiedTrade | Gap): Added {
  if (event.kind === 'gap') return { part: 'gap', side: undefined, volume: event.missingVolume, value: 0 }
  const { phase, side, volume, value } = event
  return {
    part: phase === 'plo' ? 'other' : phase,
    side: phase === 'putThrough' ? 'neutral' : side,
    volume,
    value,
  }
}

const plus = (sum: Breakdown, { side, volume, value }: Added): Breakdown => ({
  buyVolume: sum.buyVolume + (side === 'buy' ? volume : 0),
  sellVolume: sum.sellVolume + (side === 'sell' ? volume : 0),
  neutralVolume: sum.neutralVolume + (side === 'neutral' ? volume : 0),
  totalVolume: sum.totalVolume + volume,
  buyValue: sum.buyValue + (side === 'buy' ? value : 0),
  sellValue: sum.sellValue + (side === 'sell' ? value : 0),
  neutralValue: sum.neutralValue + (side === 'neutral' ? value : 0),
  totalValue: sum.totalValue + value,
})

function told(cause: ClassifiedTrade | Gap, before: Totals, added: Added): SessionStats {
  const { part } = added
  const { parts } = before
  const whole = plus(before, added)
  const changed = plus(parts[part], added)
  return {
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
      ato: part === 'ato' ? changed : parts.ato,
      continuous: part === 'continuous' ? changed : parts.continuous,
      atc: part === 'atc' ? changed : parts.atc,
      putThrough: part === 'putThrough' ? changed : parts.putThrough,
      other: part === 'other' ? changed : parts.other,
      gap: part === 'gap' ? changed : parts.gap,
    },
  }
}
