import type { ClassifiedTrade, Gap } from '../../src/domain/event.ts'
import type { Breakdown, Side } from '../../src/domain/market.ts'
import type { Market } from './market.ts'
import { none, noParts, type Security } from './security.ts'

/** Counts a trade or a gap in, and tells the totals. */
export function session({ emit }: Market, security: Security, event: ClassifiedTrade | Gap): void {
  if (event.restart) {
    security.whole = none
    security.parts = noParts()
  }
  const { parts } = security
  if (event.kind === 'gap') {
    const missing = { side: undefined, volume: event.missingVolume, value: 0 }
    security.whole = plus(security.whole, missing)
    parts.gap = plus(parts.gap, missing)
  } else {
    const { volume, value } = event
    const side = event.phase === 'putThrough' ? 'neutral' : event.side
    const part = event.phase === 'plo' ? 'other' : event.phase
    security.whole = plus(security.whole, { side, volume, value })
    parts[part] = plus(parts[part], { side, volume, value })
  }
  const { seq, exchangeTime, receivedTime, symbol } = event
  emit({ kind: 'session', seq, exchangeTime, receivedTime, symbol, ...security.whole, parts: { ...parts } })
}

interface Added {
  readonly side: Side | undefined
  readonly volume: number
  readonly value: number
}

function plus(sum: Breakdown, { side, volume, value }: Added): Breakdown {
  return {
    buyVolume: side === 'buy' ? sum.buyVolume + volume : sum.buyVolume,
    sellVolume: side === 'sell' ? sum.sellVolume + volume : sum.sellVolume,
    neutralVolume: side === 'neutral' ? sum.neutralVolume + volume : sum.neutralVolume,
    totalVolume: sum.totalVolume + volume,
    buyValue: side === 'buy' ? sum.buyValue + value : sum.buyValue,
    sellValue: side === 'sell' ? sum.sellValue + value : sum.sellValue,
    neutralValue: side === 'neutral' ? sum.neutralValue + value : sum.neutralValue,
    totalValue: sum.totalValue + value,
  }
}
