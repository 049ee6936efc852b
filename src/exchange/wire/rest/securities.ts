import type { Instrument } from '../../../domain/market.ts'
import type { ListedSecurity, SimulatedExchange } from '../../message.ts'
import { restMarket, wireDate } from '../wire-format.ts'
import { type Envelope, paged, type Row } from './envelope.ts'
import type { RestQuery } from './rest-query.ts'

const TYPES: Readonly<Record<Instrument, string>> = {
  stock: 'ST',
  etf: 'EF',
  warrant: 'CW',
  future: 'FU',
  bond: 'BO',
}

function asked({ securities }: SimulatedExchange, query: RestQuery): readonly ListedSecurity[] {
  const market = query('market')?.toUpperCase()
  const symbol = query('symbol')?.toUpperCase()
  return securities
    .filter(({ venue }) => !market || restMarket(venue) === market)
    .filter((security) => !symbol || security.symbol === symbol)
}

/** Securities: code and name of everything listed, or of one market. */
export const securities = (exchange: SimulatedExchange, query: RestQuery): Envelope =>
  paged(asked(exchange, query), query, (rows) =>
    rows.map(({ symbol, venue, name }) => ({
      Market: restMarket(venue),
      Symbol: symbol,
      StockName: name,
      StockEnName: name,
    })),
  )

/** SecuritiesDetails: one row that holds the details of everything asked for. What the exchange does not know is null. */
export const securitiesDetails = (exchange: SimulatedExchange, query: RestQuery): Envelope =>
  paged(asked(exchange, query), query, (rows) => [
    {
      RType: 'y',
      ReportDate: wireDate(exchange.date),
      TotalNoSym: String(rows.length),
      RepeatedInfo: rows.map(details),
    },
  ])

function details({ symbol, name, venue, instrument, lot, multiplier, ...security }: ListedSecurity): Row {
  const isFuture = instrument === 'future'
  return {
    Isin: symbol,
    Symbol: symbol,
    SymbolName: name,
    SymbolEngName: name,
    SecType: TYPES[instrument],
    MarketId: restMarket(venue),
    Exchange: restMarket(venue),
    Issuer: null,
    LotSize: String(lot),
    IssueDate: '',
    MaturityDate: '',
    FirstTradingDate: '',
    LastTradingDate: security.lastTradingDay?.replaceAll('-', '') ?? '',
    ContractMultiplier: isFuture ? String(multiplier) : '0',
    SettlMethod: isFuture ? 'C' : 'P',
    Underlying: null,
    PutOrCall: null,
    ExercisePrice: '0',
    ExerciseStyle: null,
    ExcerciseRatio: null,
    ListedShare: String(security.listedShares),
    ...NO_TICKS,
  }
}

/** Ticks are null on the real list, too. */
const NO_TICKS = Object.fromEntries(
  [1, 2, 3, 4].flatMap((n) => [
    [`TickPrice${n}`, null],
    [`TickIncrement${n}`, null],
  ]),
)
