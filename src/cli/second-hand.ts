import { delay, distinctUntilChanged, exhaustMap, filter, interval, map, type Observable } from 'rxjs'
import type { Instant } from '../domain/time.ts'
import type { Source } from '../sources/source.ts'

const SECOND = 1_000
/** How far the hand stays behind, so that a message in flight is not late. */
const LAG = 2_000
/** A hand that nothing moves for so long stops: nothing is left for it to end. */
const REST = 10 * 60_000

/** The newest dated message: what the venue's clock said, and when that arrived here. */
export interface Reading {
  readonly exchangeTime: Instant
  readonly receivedTime: Instant
}

/** What the second hand goes by. */
export interface SecondHandOptions {
  readonly reading: () => Reading | undefined
  /** Exchange seconds in a second here: above 1 for a simulated exchange that runs fast. */
  readonly speed: number
  /** Asks for the exchange's own clock, where that may be stopped and hurried; `undefined` when it is not told. */
  readonly exchangeTime?: (() => Promise<Instant | undefined>) | undefined
}

/**
 * While the feed is quiet the wall clock moves exchange time on, so that bars and windows of quiet securities end; or the clock of the
 * exchange does, where it can be asked.
 * Each tick is a frame of the log like any other: that is why a replay gives the same bytes without a wall clock.
 */
export function secondHand({ reading, speed, exchangeTime }: SecondHandOptions): Source {
  const quiet = (least: number) => quietReading(reading(), least)
  const time$ = exchangeTime ? asked(exchangeTime, quiet) : reckoned(speed, quiet)
  return time$.pipe(
    map((time) => [
      { receivedTime: Date.now(), source: 'clock', text: JSON.stringify({ exchangeTime: time }) },
    ]),
  )
}

type Quiet = (least: number) => Reading | undefined

/** The newest message, when nothing came for longer than that, ms. */
function quietReading(last: Reading | undefined, least: number): Reading | undefined {
  if (!last) return undefined
  const silence = Date.now() - last.receivedTime
  return silence > least && silence < REST ? last : undefined
}

function reckoned(speed: number, quiet: Quiet): Observable<Instant> {
  return interval(SECOND).pipe(
    map(() => quiet(LAG)),
    filter((last) => last !== undefined),
    map((last) => Math.round(last.exchangeTime + (Date.now() - last.receivedTime - LAG) * speed)),
  )
}

/** Told when what was said before it has had the time to come, unless something came since. */
function asked(exchangeTime: () => Promise<Instant | undefined>, quiet: Quiet): Observable<Instant> {
  return interval(SECOND).pipe(
    filter(() => quiet(0) !== undefined),
    exhaustMap(exchangeTime),
    delay(LAG),
    filter((time) => time !== undefined),
    filter((time) => time > (quiet(LAG)?.exchangeTime ?? Infinity)),
    distinctUntilChanged(),
  )
}
