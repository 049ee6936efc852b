import { Subject } from 'rxjs'
import { classify } from '../../operators/classify.ts'
import { trades as table } from '../../sinks/tables/trades.ts'
import type { MarketEvent, Trade } from '../domain/event.ts'
import { turnover } from '../domain/money.ts'
import { tradingDay } from '../domain/time.ts'
import { isFuture } from '../market/contract-code.ts'
import { pointValue } from '../market/point-value.ts'
import { tradePhaseOf } from '../market/trade-phase.ts'
import { batchBuilder } from '../store/column-batch.ts'
import type { Filling } from '../store/import/import-table.ts'
import { tableWriter } from '../store/table-writer.ts'
import { writeTogether } from '../store/write-together.ts'
import { type GivenTrade, givenTrades } from './given-trades.ts'

/** Rows that are written at a time. */
const BATCH = 8_192

/**
 * Writes the trades of `ordered` into `trades`, with what they leave out: a future trades on the derivatives market, the value is price ×
 * volume, the phase is what the clock says, the day's volume runs on, and who was active is found as in a feed's trades, by the operator
 * `classify`. A side that is given was decided by whoever gave it.
 */
export async function fillTrades({ from, to, names }: Filling): Promise<void> {
  const writer = await tableWriter(to, table.name, -1)
  const builder = batchBuilder(table, BATCH)
  const write = async () => {
    const batch = builder.take()
    await writeTogether(to, [{ writer, batches: [batch] }])
    builder.reuse(batch)
  }
  const trades$ = new Subject<MarketEvent>()
  const written = trades$.pipe(classify()).subscribe({
    next(event) {
      if (event.kind === 'trade') builder.add(event, event.seq)
    },
    error(reason: unknown) {
      throw reason
    },
  })
  const runOn = dayVolumes()
  let seq = -1
  for await (const rows of givenTrades(from, names))
    for (const row of rows) {
      // A batch ends between two places in the log.
      if (builder.rowCount() >= BATCH && row.seq > seq) await write()
      seq = row.seq
      trades$.next(tradeOf(row, runOn(row)))
    }
  written.unsubscribe()
  if (builder.rowCount() > 0) await write()
  writer.close()
}

/** The volume of each security's day so far, a trade included. */
function dayVolumes(): (trade: GivenTrade) => number {
  const days = new Map<string, { readonly day: number; volume: number }>()
  return ({ symbol, exchangeTime, volume, restart }) => {
    const day = tradingDay(exchangeTime)
    const known = days.get(symbol)
    const running = known?.day === day && !restart ? known : { day, volume: 0 }
    running.volume += volume
    days.set(symbol, running)
    return running.volume
  }
}

function venueOf({ symbol, venue, exchangeTime }: GivenTrade) {
  if (venue !== undefined) return venue
  if (isFuture(symbol)) return 'DERIVATIVES'
  const at = new Date(exchangeTime).toISOString()
  throw new Error(
    `where ${symbol} trades is not said (${at}): say it with --set venue=HOSE, or with --map venue=COLUMN; HOSE, HNX, UPCOM, DERIVATIVES are known.`,
  )
}

function tradeOf(given: GivenTrade, running: number): Trade {
  const { seq, exchangeTime, receivedTime, symbol, price, volume, side, basis, bid, ask } = given
  const venue = venueOf(given)
  const trade: Trade = {
    kind: 'trade',
    seq,
    exchangeTime,
    receivedTime,
    symbol,
    venue,
    price,
    volume,
    value: given.value ?? turnover(price, volume, pointValue(symbol)),
    phase: given.phase ?? tradePhaseOf(undefined, venue, exchangeTime),
    feedSide: undefined,
    totalVolume: given.totalVolume ?? running,
    late: given.late,
    restart: given.restart,
  }
  if (side === undefined) return trade
  const decided = { side, basis: basis ?? (side === 'neutral' ? 'none' : 'feed'), bid, ask }
  return Object.assign(trade, decided)
}
