import type { MonoTypeOperatorFunction } from 'rxjs'
import type { FeedEvent, Rejected } from '../src/domain/event.ts'
import {
  ictTimeOfDay,
  type Instant,
  isoIct,
  type IsoDate,
  isWeekend,
  tradingDate,
  tradingDayEnd,
} from '../src/domain/time.ts'
import { nextTradingDay } from '../src/market/calendar.ts'
import { stateful } from './state/stateful.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Longer than the exchanges were ever closed, which is some eleven days at Tết. */
const CLOSED = 15 * DAY

/** More than a clock here is ever wrong, a time zone that is mistaken among it, and less than the night between two trading days. */
const AHEAD = 12 * HOUR

/** More than the lunch break, which a simulated exchange may leave out. */
const LEAP = 2 * HOUR

/** As far from 1970, on both sides, as microseconds are counted, by which the store keeps times: until 2255. */
const COUNTABLE = Number.MAX_SAFE_INTEGER / 1_000

/** The derivatives market and the closing auctions end: who heard this much of a day may have heard all. */
const DAY_IS_TOLD = 14.75 * HOUR

/**
 * So many events in a row that are dated ahead are no mistake: the feed has come to another day, or to another hour of it. Where the link has
 * just come up few tell of the other day, for it may have gone on meanwhile.
 */
const MISTAKES = { day: 1_000, dayAfterBreak: 20, hour: 20 }

/** What this program says itself, and lists, which have no time. */
const ownTime: ReadonlySet<FeedEvent['kind']> = new Set(['clock', 'connection', 'securities', 'members'])

/** What counts for its trading day alone, so that nobody has a place for it when that is over. */
const ofDay: ReadonlySet<FeedEvent['kind']> = new Set(['last', 'quote', 'foreign', 'index', 'putThrough'])

const begin = () => ({
  /** Furthest exchange time so far, and when that event came here; before the first one any is taken. */
  latest: -Infinity,
  received: -Infinity,
  /** Furthest that the second hand of a live run has come. */
  shown: -Infinity,
  /** When the trading day of the furthest exchange time began. */
  dayBegan: -Infinity,
  /** Nothing came further since the link came up: the feed may have gone on to another day without it. */
  isFresh: false,
  /** Events in a row that were dated ahead. */
  ahead: 0,
})

type Dating = ReturnType<typeof begin>

/**
 * Turns what has a wrong date into a `rejected` event. The feed's clock never goes back: one message of a later day would make all that
 * comes after it late, and the day would end there.
 *
 * - Far ahead is more than 15 days after the furthest exchange time so far, and after the receipt. A thousand events in a row are believed.
 * - So it is with a trading day that has not begun where the event was received, unless the feed's clock and the one here do not go together:
 *   the furthest event so far was ahead as well, or the feed's day was told to its end and this is the next trading day. A simulated exchange
 *   may have any date, and leaves out the nights. Where the link has just come up, twenty in a row are believed.
 * - Within the day, what leaps ahead is rejected: by two hours more than passed here since the furthest event so far, unless the link has just
 *   come up. Twenty events in a row are believed: a recording that is served may have been sought.
 * - Trades, quotes, foreign totals, indices and put-through deals of a trading day before the feed's are rejected, too: a feed
 *   that is taken up again repeats them, and they count nowhere. So are those of a Saturday or a Sunday, however many: nothing trades then,
 *   make-up working days are none of the exchanges', and tests of theirs are no market. Believed they are while the feed has told of no other
 *   day, as one that somebody made up may; and so is a holiday, for its list may be wrong.
 * - The first event is taken as it is, but no time that cannot be counted in microseconds ever is: the store keeps none.
 * - Lists, and what tells of the connection and of the clock, pass and say nothing of the feed's time. A list or a link without a time is
 *   given the feed's: what it causes would else be dated 1970. Before the first event there is none.
 */
export function dated(): MonoTypeOperatorFunction<FeedEvent> {
  return stateful(begin, (state, emit) => {
    function moveOn(event: FeedEvent, time: Instant): void {
      state.ahead = 0
      state.isFresh = false
      state.latest = time
      state.received = event.receivedTime
      state.dayBegan = beginOf(time)
    }

    /** What comes further than all before. */
    function further(event: FeedEvent, time: Instant): FeedEvent {
      const doubt = doubtOf(state, time, event.receivedTime)
      if (doubt) {
        state.ahead += 1
        if (state.ahead < doubt.mistakes) return misdated(event, time, doubt.reason)
      }
      moveOn(event, time)
      return event
    }

    /** What is not of the trading day so far. */
    function other(event: FeedEvent): FeedEvent {
      if (event.kind === 'connection') state.isFresh = true
      const { exchangeTime } = event
      if (exchangeTime === undefined) return event
      if (ownTime.has(event.kind)) return timed(state, event, exchangeTime)
      if (Math.abs(exchangeTime) > COUNTABLE)
        return misdated(event, exchangeTime, 'a time that nobody counts to')
      const reason = placeless(state, exchangeTime)
      if (reason === undefined) return further(event, exchangeTime)
      return ofDay.has(event.kind) ? misdated(event, exchangeTime, reason) : event
    }

    return {
      next(event) {
        const { exchangeTime } = event
        if (exchangeTime !== undefined && exchangeTime <= state.latest && exchangeTime >= state.dayBegan) {
          // Nearly all: only one event of a second comes further.
          state.ahead = 0
          emit(event)
        } else emit(other(event))
      },
    }
  })
}

/** What tells nothing of the feed's time, with that time where it has none. */
function timed(state: Dating, event: FeedEvent, time: Instant): FeedEvent {
  if (event.kind === 'clock') state.shown = Math.max(state.shown, time)
  const now = Math.max(state.latest, state.shown)
  return time > 0 || now === -Infinity ? event : ({ ...event, exchangeTime: now } as FeedEvent)
}

const WEEKEND = 'a day on which nothing trades'

const PAST = 'before the trading day that the feed has come to'

/** When the trading day of an instant began: on Friday, too, for what comes before 08:30 on Monday. */
function beginOf(time: Instant): Instant {
  let began = tradingDayEnd(time) - DAY
  while (isWeekend(began)) began -= DAY
  return began
}

/** Whether the feed has told of a day on which something trades. */
const hasTraded = ({ latest }: Dating): boolean => latest !== -Infinity && !isIdle(latest)

/** Why nothing that is counted can have such a time; `undefined` where it can. */
function placeless(state: Dating, time: Instant): string | undefined {
  if (isIdle(time) && hasTraded(state)) return WEEKEND
  return time < state.dayBegan ? PAST : undefined
}

/** On Saturday, from when Friday's trading day ends, and on Sunday. */
const isIdle = (time: Instant): boolean => isWeekend(time) && isWeekend(tradingDayEnd(time) - DAY)

interface Doubt {
  readonly reason: string
  /** How many in a row are mistakes. */
  readonly mistakes: number
}

/** Why a time that is further than all before cannot be right; `undefined` when it can. */
function doubtOf(state: Dating, time: Instant, receivedTime: Instant): Doubt | undefined {
  if (state.latest === -Infinity) return undefined
  if (time - CLOSED > Math.max(state.latest, receivedTime))
    return { reason: 'far ahead of all that came before it', mistakes: MISTAKES.day }
  if (isEarly(state, time, receivedTime))
    return {
      reason: 'a trading day that had not begun when it came',
      mistakes: state.isFresh ? MISTAKES.dayAfterBreak : MISTAKES.day,
    }
  return leaps(state, time, receivedTime)
    ? { reason: 'hours ahead of all that came before it', mistakes: MISTAKES.hour }
    : undefined
}

/** A clock here that was set back says nothing of how much time passed: what goes on as before is no leap. */
const leaps = ({ latest, received, dayBegan, isFresh }: Dating, time: Instant, receivedTime: Instant) =>
  !isFresh && time < dayBegan + DAY && time - latest - Math.max(0, receivedTime - received) > LEAP

function isEarly({ latest, received, dayBegan }: Dating, time: Instant, receivedTime: Instant) {
  if (time < dayBegan + DAY || time - receivedTime <= AHEAD) return false
  if (latest - received > AHEAD) return false
  return ictTimeOfDay(latest) < DAY_IS_TOLD || isBehindNext(tradingDate(latest), tradingDate(time))
}

/** Whether a date lies behind the next trading day. Beyond the horizon of the calendar nobody knows, and none does. */
function isBehindNext(date: IsoDate, other: IsoDate): boolean {
  try {
    return other > nextTradingDay(date)
  } catch {
    return false
  }
}

const misdated = (event: FeedEvent, time: Instant, reason: string): Rejected => ({
  kind: 'rejected',
  seq: event.seq,
  exchangeTime: undefined,
  receivedTime: event.receivedTime,
  reason: `it is dated ${isoIct(time)}, ${reason}`,
  raw: JSON.stringify(event),
})
