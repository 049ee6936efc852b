import type { PutThrough } from '../../src/domain/event.ts'
import type { Quantity } from '../../src/domain/money.ts'
import { grow, type Growth, type VolumeCount, volumeCount } from './volume-count.ts'

/** Deals of one total. */
interface BoardCount {
  readonly board: string | undefined
  readonly count: VolumeCount
  /** The deal that was told last. */
  last: PutThrough | undefined
}

/** Deals that were told before the book's count came further. */
interface Place {
  /** The book's total, then. */
  readonly after: Quantity
  /** All deals so far. */
  readonly volume: Quantity
}

/** How far the deals of a security are told, where its feed counts them apart from the trades in the book. */
export interface DealCount {
  readonly boards: BoardCount[]
  /** Told or missing, since the book's count began. */
  volume: Quantity
  /** In their order. A security has some dozens of deals on its busiest day. */
  places: Place[]
}

/** No deals. */
export const dealCount = (): DealCount => ({ boards: [], volume: 0, places: [] })

/**
 * Counts a deal in, by the total of its board; `undefined` when it tells nothing new.
 *
 * - What a deal adds, and what is missing before it, is found as for trades: see `grow`. A repeated deal adds nothing.
 * - A total that falls takes no deal back, and nothing is missing then: it is counted on from there.
 * - A deal without a total that has it in is new when its time, price or volume is not that of the one before.
 *
 * @param book - the total of the trades in the book by now
 */
export function growByDeal(deals: DealCount, deal: PutThrough, book: Quantity): Growth | undefined {
  const board = boardOf(deals, deal.board)
  const totalVolume = totalOf(board, deal)
  if (totalVolume === undefined) return undefined
  if (totalVolume < board.count.total) countOn(board.count, deal, totalVolume)
  const growth = grow(board.count, { ...deal, totalVolume })
  if (!growth) return undefined
  board.last = deal
  deals.volume += growth.traded + growth.missing.reduce((sum, { volume }) => sum + volume, 0)
  if (deals.places.at(-1)?.after === book) deals.places.pop()
  deals.places.push({ after: book, volume: deals.volume })
  return growth
}

/** Volume of the deals that were told before the book's total was this one: the places of trades keep their order. */
export function dealsBefore({ places }: DealCount, book: Quantity): Quantity {
  for (let i = places.length - 1; i >= 0; i -= 1) {
    const place = places[i]
    if (place && place.after < book) return place.volume
  }
  return 0
}

/** The book's count begins anew, and with it that of all volume. Which deals were told is kept. */
export function beginDeals(deals: DealCount): void {
  deals.volume = 0
  deals.places = []
}

function boardOf({ boards }: DealCount, board: string | undefined): BoardCount {
  const known = boards.find((each) => each.board === board)
  if (known) return known
  const made: BoardCount = { board, count: volumeCount(), last: undefined }
  boards.push(made)
  return made
}

/** `undefined` for a repeated deal. */
function totalOf({ count, last }: BoardCount, deal: PutThrough): Quantity | undefined {
  const { totalVolume, volume } = deal
  if (totalVolume !== undefined && totalVolume >= volume) return totalVolume
  return last && isSame(last, deal) ? undefined : count.total + volume
}

const isSame = (a: PutThrough, b: PutThrough): boolean =>
  a.exchangeTime === b.exchangeTime && a.price === b.price && a.volume === b.volume

/** An old message has a lower total, too: only a new time says that the total fell. */
function countOn(count: VolumeCount, { exchangeTime, volume }: PutThrough, totalVolume: Quantity): void {
  if (exchangeTime <= (count.time ?? -Infinity)) return
  count.total = totalVolume - volume
  count.newest = count.total
  count.since = exchangeTime
  count.holes = []
}
