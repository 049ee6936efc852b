import type { RestQuery } from '../../wire/rest/rest-query.ts'
import { contractOf } from '../../../market/contracts.ts'
import type { ListedSecurity, SimulatedExchange } from '../../message.ts'
import { type Fault, NOTHING, refused, type Reply } from '../reply.ts'
import { figure, priceText, slashDate } from '../wire3-format.ts'
import type { DataParts } from './data-parts.ts'
import { bareList, countedPage, dateRange, isSymbol, onlyOne } from './query.ts'

const BOARDS: readonly string[] = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES']

/** The securities that one selector of a query names, or what is wrong with it. */
export function selected(
  exchange: SimulatedExchange,
  { name, value }: { readonly name: 'symbol' | 'board' | 'index'; readonly value: string },
): readonly ListedSecurity[] | Fault {
  const { securities, indices } = exchange
  if (!isSymbol(value)) return 'illegalSymbol'
  if (name === 'symbol') return securities.filter(({ symbol }) => symbol === value)
  if (name === 'board')
    return BOARDS.includes(value) ? securities.filter(({ venue }) => venue === value) : 'noSuchBoard'
  const members = new Set(indices.find(({ id }) => id === value)?.members)
  return securities.filter(({ symbol }) => members.has(symbol))
}

/** `securitiesByBoard`: instruments, of which one selector says which; an index names its members. */
export function securitiesByBoard({ exchange }: DataParts, query: RestQuery): Reply {
  const asked = onlyOne(query, ['symbol', 'board', 'index'])
  if (!asked) return refused('notOneOfSymbolBoardIndex')
  const securities = selected(exchange, asked)
  if (typeof securities === 'string') return refused(securities)
  const index = asked.name === 'index' ? asked.value : ''
  return bareList(securities.map((security) => instrument(security, index)))
}

/** Warrants, funds' values, industries, open interest and settlement prices are not simulated: no value. */
const NOT_KNOWN = {
  cwUnderlyingSymbol: '',
  cwExercisePrice: '',
  cwExecutionRatio: '',
  icbCode: '',
  icbName: '',
  iIndex: '',
  iNav: '',
  openInterest: '',
  settlementPrice: '',
}

function instrument(security: ListedSecurity, index: string): object {
  const { symbol, venue, lot, listedShares, lastTradingDay } = security
  const name = nameOf(security)
  const lastDay = lastTradingDay === undefined ? '' : slashDate(lastTradingDay)
  return {
    symbol,
    board: venue,
    index,
    symbolNameVi: name,
    symbolNameEn: name,
    lotSize: figure(lot),
    maturityDate: lastDay,
    firstTradingDate: '',
    lastTradingDate: lastDay,
    listedShare: listedShares > 0 ? figure(listedShares) : '',
    ...NOT_KNOWN,
  }
}

/** A future is named by its month, `VN30F 12/2026`. */
function nameOf({ symbol, name, instrument: kind }: ListedSecurity): string {
  const contract = kind === 'future' ? contractOf(symbol) : undefined
  if (!contract) return name
  return `${contract.underlying}F ${String(contract.month).padStart(2, '0')}/${contract.year}`
}

/** `masterdata`: limits and reference of everything listed, on the day that runs. */
export function masterdata({ exchange }: DataParts, query: RestQuery): Reply {
  const range = dateRange(query)
  if (typeof range === 'string') return refused(range)
  const { date, securities } = exchange
  if (date < range.from || date > range.to) return NOTHING
  return countedPage(securities, query, ({ venue, symbol, ceiling, floor, reference }) => ({
    board: venue,
    symbol,
    tradingDate: slashDate(date),
    ceiling: priceText(ceiling),
    floor: priceText(floor),
    refPrice: priceText(reference),
  }))
}
