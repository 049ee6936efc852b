import type { FeedEvent } from '../../../domain/event.ts'
import { ictDate, instantOf, type IsoDate } from '../../../domain/time.ts'
import { isTradingDay } from '../../../market/calendar.ts'
import { vn30Members } from '../../../market/vn30-members.ts'
import { isTerminal, reasonOf } from '../../session/session-error.ts'
import type { Rest } from './rest.ts'

/** What a list needs beside REST. */
interface ListParts {
  readonly today: () => IsoDate
  readonly onWarning: (message: string) => void
}

/** One list that the log holds as a frame. */
export interface List {
  /** What warnings call it. */
  readonly name: string
  /** Its content, as the frame tells it. */
  readonly ask: (rest: Rest, parts: ListParts) => Promise<object>
  /** What stands in while it cannot be had. */
  readonly instead?: (today: IsoDate) => object
  /** Whether what it told holds for today. */
  readonly isToday: (events: readonly FeedEvent[], today: IsoDate) => boolean
}

const BOARDS = ['HOSE', 'HNX', 'UPCOM']
const DAY = 24 * 3_600_000

/** Days to look back for the last limits: longer than the longest holiday. */
const BACK = 12

/** The lists in the order in which they are told: the venue of a security comes before what is told of it. */
export const LISTS: readonly List[] = [
  { name: 'The list of securities', ask: securities, isToday: () => true },
  {
    name: 'The list of the VN30',
    ask: async (rest) => ({
      endpoint: 'securitiesByBoard',
      index: 'VN30',
      body: await rest.list('securitiesByBoard', { index: 'VN30' }),
    }),
    instead: (today) => ({
      endpoint: 'securitiesByBoard',
      index: 'VN30',
      origin: 'bundled',
      body: vn30Members(today).map((symbol) => ({ symbol, board: 'HOSE' })),
    }),
    isToday: () => true,
  },
  { name: 'The list of limits', ask: masterdata, isToday: areLimitsOf },
]

/** Futures may be missing: their codes say what they are. A list without one of the other boards would hide what trades there. */
async function securities(rest: Rest, { onWarning }: ListParts): Promise<object> {
  const body: unknown[] = []
  for (const board of BOARDS) body.push(...(await rest.list('securitiesByBoard', { board })))
  const futures = await rest
    .list('securitiesByBoard', { board: 'DERIVATIVES' })
    .catch((error: unknown): readonly unknown[] => {
      if (isTerminal(error)) throw error
      onWarning(`The list of futures is missing: ${reasonOf(error)}`)
      return []
    })
  return { endpoint: 'securitiesByBoard', body: [...body, ...futures] }
}

/** Today's limits; those of the last trading day where today has none yet. */
async function masterdata(rest: Rest, { today }: ListParts): Promise<object> {
  const to = slashed(today())
  const body = await rest.rows('masterdata', { from: to, to })
  if (body.length > 0) return { endpoint: 'masterdata', from: to, to, body }
  const from = slashed(ictDate(instantOf(today()) - BACK * DAY))
  return { endpoint: 'masterdata', from, to, body: await rest.rows('masterdata', { from, to }) }
}

const slashed = (date: IsoDate): string => date.replaceAll('-', '/')

function areLimitsOf(events: readonly FeedEvent[], today: IsoDate): boolean {
  const first = events.find(({ kind }) => kind === 'band')
  return !isOpenOn(today) || (first?.exchangeTime !== undefined && ictDate(first.exchangeTime) >= today)
}

function isOpenOn(date: IsoDate): boolean {
  try {
    return isTradingDay(date)
  } catch {
    // Beyond the calendar's horizon nobody can say that today's limits are late.
    return false
  }
}
