import { type Instant, ictDate, type IsoDate } from '../../domain/time.ts'
import type { TradeMessage } from '../message.ts'
import { stretches, type Stretches } from './stretches.ts'

/** A trade as it stood in a frame that was sent: the last one of a security, and the total of the day with it. */
export interface SentTrade {
  readonly symbol: string
  readonly volume: number
  readonly totalVolume: number
}

/** Volume of a security that was traded and did not reach a client. */
interface Loss {
  readonly symbol: string
  /** The day's total before and after. */
  readonly from: number
  readonly to: number
  readonly volume: number
}

/** What was traded on the current day, and how much of it reached whom. */
export interface Ledger {
  /** A trade, as the market made it. */
  readonly traded: (trade: TradeMessage) => void
  /** Trades that a client has got, whole and readable. */
  readonly read: (client: string, trades: readonly SentTrade[]) => void
  /** The day's volume of each security so far. */
  readonly totals: () => ReadonlyMap<string, number>
  /** What never reached a client, from the day's start on; what reached it late or again is not lost. */
  readonly lost: (client: string) => readonly Loss[]
}

/** A ledger of a day on which nothing was traded yet. */
export function ledger(): Ledger {
  let day: IsoDate | undefined
  const totals = new Map<string, number>()
  const reached = new Map<string, Map<string, Stretches>>()

  const begin = (time: Instant): void => {
    const date = ictDate(time)
    const isFirst = day === undefined
    if (date === day) return
    day = date
    // A snapshot may have told trades of today before the first new one.
    if (isFirst) return
    totals.clear()
    reached.clear()
  }
  const stretchesOf = (client: string, symbol: string): Stretches => {
    const bySymbol = kept(reached, client, () => new Map<string, Stretches>())
    return kept(bySymbol, symbol, stretches)
  }
  return {
    traded({ symbol, time, totalVolume }) {
      begin(time)
      totals.set(symbol, totalVolume)
    },
    read(client, trades) {
      for (const { symbol, volume, totalVolume } of trades)
        stretchesOf(client, symbol).add({ after: totalVolume - volume, upTo: totalVolume })
    },
    totals: () => totals,
    lost: (client) =>
      [...totals].flatMap(([symbol, total]) =>
        stretchesOf(client, symbol)
          .holes(total)
          .map(({ after, upTo }) => ({ symbol, from: after, to: upTo, volume: upTo - after })),
      ),
  }
}

function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make()
  map.set(key, value)
  return value
}
