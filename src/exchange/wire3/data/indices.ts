import type { RestQuery } from '../../wire/rest/rest-query.ts'
import type { IndexMessage } from '../../message.ts'
import { dealsOfMembers, type Traded } from '../day/traded.ts'
import { NOTHING, refused, type Reply } from '../reply.ts'
import { figure, priceText, rounded, slashDate } from '../wire3-format.ts'
import type { DataParts } from './data-parts.ts'
import { bareList, isoDate, onlyOne } from './query.ts'

const BOARDS: readonly string[] = ['HOSE', 'HNX', 'UPCOM']

/** `indexList`: the indices, or those of one board. */
export function indexList({ exchange }: DataParts, query: RestQuery): Reply {
  const board = query('board')?.toUpperCase()
  if (board && !BOARDS.includes(board)) return refused('noSuchBoard')
  const asked = exchange.indices.filter(({ venue }) => !board || venue === board)
  return bareList(asked.map(({ id, venue }) => ({ index: id, indexName: id, board: venue })))
}

/** `indexSummary`: how one index stands, or those of a board. There is no other day than the one that runs. */
export function indexSummary({ exchange }: DataParts, query: RestQuery): Reply {
  const asked = onlyOne(query, ['index', 'board'])
  if (!asked) return refused('notOneOfIndexBoard')
  const { name, value } = asked
  if (name === 'board' && !BOARDS.includes(value)) return refused('noSuchBoard')
  const dateText = query('tradingDate')
  const date = dateText ? isoDate(dateText) : exchange.date
  if (date === undefined) return refused('badDate')
  if (date !== exchange.date) return NOTHING
  const indices = exchange.indices.filter(({ id, venue }) => (name === 'index' ? id : venue) === value)
  return bareList(
    indices.flatMap((index) => {
      const last = exchange.latestIndex(index.id)
      return last ? [summary(last, dealsOfMembers(exchange, index), slashDate(date))] : []
    }),
  )
}

/** The brokers' own trading is not simulated, nor what foreigners trade of an index: no value. */
const NOT_KNOWN = {
  totalPropBuy: '',
  totalPropBuyValue: '',
  totalPropSell: '',
  totalPropSellValue: '',
  totalBuyForeign: '',
  totalBuyForeignValue: '',
  totalSellForeign: '',
  totalSellForeignValue: '',
  netPurchasesForeignVolume: '',
  netPurchasesForeignValue: '',
}

const summary = (index: IndexMessage, deals: Traded, tradingDate: string) => ({
  tradingDate,
  totalTrade: figure(index.totalVolume + deals.volume),
  totalTradeValue: figure(index.totalValue + deals.value),
  totalMatch: figure(index.totalVolume),
  totalMatchValue: figure(index.totalValue),
  totalDeal: figure(deals.volume),
  totalDealValue: figure(deals.value),
  indexValue: priceText(index.value),
  indexChange: priceText(index.value - index.prior),
  indexChangePercentage: rounded(((index.value - index.prior) / index.prior) * 100),
  totalAdvanceStock: figure(index.advances),
  totalDeclineStock: figure(index.declines),
  totalNoChangeStock: figure(index.noChanges),
  totalCeilingStock: figure(index.ceilings),
  totalFloorStock: figure(index.floors),
  ...NOT_KNOWN,
})
