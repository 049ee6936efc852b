import { filter, interval, map } from 'rxjs'
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
}

/**
 * While the feed is quiet the wall clock moves exchange time on, so that bars and windows of quiet securities end.
 * Each tick is a frame of the log like any other: that is why a replay gives the same bytes without a wall clock.
 */
export function secondHand({ reading, speed }: SecondHandOptions): Source {
  return interval(SECOND).pipe(
    map(() => ({ now: Date.now(), last: reading() })),
    filter(
      ({ now, last }) =>
        last !== undefined && now - last.receivedTime > LAG && now - last.receivedTime < REST,
    ),
    map(({ now, last }) => [
      {
        receivedTime: now,
        source: 'clock',
        text: JSON.stringify({
          exchangeTime: last && Math.round(last.exchangeTime + (now - last.receivedTime - LAG) * speed),
        }),
      },
    ]),
  )
}
