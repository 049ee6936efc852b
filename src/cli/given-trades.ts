import type { DuckDBConnection } from '@duckdb/node-api'
import type { Side, SideBasis, TradePhase, Venue } from '../domain/market.ts'
import type { Price } from '../domain/money.ts'
import type { Instant } from '../domain/time.ts'
import { flag, maybeNumber, maybePrice, number, priceIn, text } from '../sources/replay/parquet/cells.ts'
import { type Column, selected } from '../sources/replay/parquet/column.ts'
import { columnReader, type Columns } from '../sources/replay/parquet/columns.ts'

/** A trade as somebody else's file tells it. */
export interface GivenTrade {
  readonly seq: number
  readonly exchangeTime: Instant
  readonly receivedTime: Instant
  readonly symbol: string
  readonly price: Price
  readonly volume: number
  readonly venue: Venue | undefined
  readonly value: number | undefined
  readonly side: Side | undefined
  readonly basis: SideBasis | undefined
  readonly phase: TradePhase | undefined
  readonly bid: Price | undefined
  readonly ask: Price | undefined
  readonly restart: boolean
  readonly totalVolume: number | undefined
  readonly late: boolean
}

const maybe = (type: Column['type'], ...names: readonly string[]): readonly Column[] =>
  names.map((name) => ({ name, type, isNew: true }))

const wanted: readonly Column[] = [
  ...maybe('integer', 'seq', 'volume', 'value', 'total_volume'),
  ...maybe('time', 'exchange_time', 'received_time'),
  ...maybe('text', 'symbol', 'venue', 'side', 'basis', 'phase'),
  ...maybe('price', 'price', 'bid_price', 'ask_price'),
  ...maybe('boolean', 'restart', 'late'),
]

/** Reads the trades of `ordered` in their order, some thousand at a time. @param names - the columns that it has */
export async function* givenTrades(
  connection: DuckDBConnection,
  names: ReadonlySet<string>,
): AsyncGenerator<readonly GivenTrade[]> {
  const list = wanted.map((column) => selected(column, names.has(column.name))).join(', ')
  const { columns, read } = columnReader(wanted)
  const tradeAt = reader(columns)
  let owed = Number((await connection.runAndReadAll('select count(*)::int from ordered')).getRows()[0]?.[0])
  for await (const chunk of await connection.stream(`select ${list} from ordered`)) {
    read(chunk)
    owed -= chunk.rowCount
    yield Array.from({ length: chunk.rowCount }, (_, row) => tradeAt(row))
  }
  // The driver ends a stream in silence where rows cannot be read.
  if (owed > 0) throw new Error(`${owed} rows cannot be read again: see that the disk is sound.`)
}

function reader(of: Columns): (row: number) => GivenTrade {
  const cells = {
    seq: number(of, 'seq'),
    exchangeTime: number(of, 'exchange_time'),
    receivedTime: number(of, 'received_time'),
    symbol: text(of, 'symbol'),
    price: priceIn(of, 'price'),
    volume: number(of, 'volume'),
    venue: wordIn(of, 'venue') as (row: number) => Venue | undefined,
    value: maybeNumber(of, 'value'),
    side: wordIn(of, 'side') as (row: number) => Side | undefined,
    basis: wordIn(of, 'basis') as (row: number) => SideBasis | undefined,
    phase: wordIn(of, 'phase') as (row: number) => TradePhase | undefined,
    bid: maybePrice(of, 'bid_price'),
    ask: maybePrice(of, 'ask_price'),
    restart: flag(of, 'restart'),
    totalVolume: maybeNumber(of, 'total_volume'),
    late: flag(of, 'late'),
  }
  return (row) => ({
    seq: cells.seq(row),
    exchangeTime: cells.exchangeTime(row),
    receivedTime: cells.receivedTime(row),
    symbol: cells.symbol(row),
    price: cells.price(row),
    volume: cells.volume(row),
    venue: cells.venue(row),
    value: cells.value(row),
    side: cells.side(row),
    basis: cells.basis(row),
    phase: cells.phase(row),
    bid: cells.bid(row),
    ask: cells.ask(row),
    restart: cells.restart(row),
    totalVolume: cells.totalVolume(row),
    late: cells.late(row),
  })
}

/** Reads a word that the type of its column has checked. */
function wordIn({ texts }: Columns, name: string): (row: number) => string | undefined {
  const column = texts(name)
  return (row) => (column.values[row] === '' ? undefined : column.values[row])
}
