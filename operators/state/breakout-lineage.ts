import type { ClassifiedTrade } from '../../src/domain/event.ts'
import type { Lineage, Named } from '../../src/domain/lineage.ts'
import { decimalOf, type Price } from '../../src/domain/money.ts'
import { evidence, type Told } from './evidence.ts'

/** A trade, and where it stands in the log. */
export interface LastPaid {
  seq: number
  exchangeTime: number
  price: Price
}

/** Notes a trade in place of the one before it: each trade is noted, so the note is one and the same. */
export function paid({ seq, exchangeTime, price }: ClassifiedTrade, last: LastPaid | undefined): LastPaid {
  if (!last) return { seq, exchangeTime, price }
  last.seq = seq
  last.exchangeTime = exchangeTime
  last.price = price
  return last
}

/** What a security was watched with as it came to a limit. */
interface Watched {
  readonly ceiling: Price | undefined
  readonly floor: Price | undefined
  readonly limits: Told | undefined
  readonly last: LastPaid | undefined
}

/** What made a breakout: the limits, the trade before, which was off the limit, and the trade at it. */
export function breakoutLineage(trade: ClassifiedTrade, watched: Watched): Lineage {
  const { limits, last } = watched
  const known = limitsIn(watched)
  return {
    rule: known,
    state: { price: decimalOf(trade.price), ...(last && { price_before: decimalOf(last.price) }) },
    evidence: [
      ...(limits ? [evidence('limits', limits, known)] : []),
      ...(last ? [evidence('trade before', last, { price: decimalOf(last.price) })] : []),
      evidence('trade', trade, { price: decimalOf(trade.price), volume: trade.volume }),
    ].sort((a, b) => a.seq - b.seq),
  }
}

const limitsIn = ({ ceiling, floor }: Watched): Named => ({
  ...(ceiling !== undefined && { ceiling: decimalOf(ceiling) }),
  ...(floor !== undefined && { floor: decimalOf(floor) }),
})
