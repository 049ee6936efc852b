import {
  concatMap,
  connect,
  filter,
  groupBy,
  merge,
  mergeMap,
  type Observable,
  type OperatorFunction,
  pipe,
} from 'rxjs'
import { bands } from '../../operators/bands.ts'
import { bars } from '../../operators/bars.ts'
import { basis } from '../../operators/basis.ts'
import { breakout } from '../../operators/breakout.ts'
import { classify } from '../../operators/classify.ts'
import { coolDown } from '../../operators/cool-down.ts'
import { deltaSpeed } from '../../operators/delta-speed.ts'
import { gaps } from '../../operators/gaps.ts'
import { indexTrack } from '../../operators/index-track.ts'
import { sessionStats } from '../../operators/session-stats.ts'
import { spike } from '../../operators/spike.ts'
import type { Decode } from '../../pipelines/ordered-events.ts'
import type { ClassifiedEvent, DecodedEvent, FeedEvent } from '../../src/domain/event.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { isFuture } from '../../src/market/contracts.ts'

const MINUTE = 60_000
/** Futures, and what is of no security: a future is read beside its index. */
const TOGETHER = ''

const keyOf = (event: FeedEvent): string =>
  'symbol' in event && !isFuture(event.symbol) ? event.symbol : TOGETHER

const passes = (event: ClassifiedEvent): event is Extract<ClassifiedEvent, Output> =>
  event.kind !== 'foreign' && event.kind !== 'index'

/** What is known of the securities of a group. */
const ofGroup = (events$: Observable<ClassifiedEvent>): Observable<Output> =>
  merge(
    events$.pipe(filter(passes)),
    events$.pipe(sessionStats()),
    events$.pipe(deltaSpeed()),
    events$.pipe(bars(MINUTE)),
    merge(events$.pipe(spike()), events$.pipe(breakout())).pipe(coolDown()),
  )

const ofFutures = (events$: Observable<ClassifiedEvent>): Observable<Output> =>
  merge(ofGroup(events$), events$.pipe(indexTrack()), events$.pipe(basis()))

/**
 * The way that RxJS is mostly written: a stream for each security by `groupBy`, through the same operators. Its trades, totals and bars are
 * those of the program; only that a bar ends with the next event of its own security, and that foreign flow does not fade in between.
 */
export const grouped = (decode: Decode): OperatorFunction<Frame, Output> =>
  pipe(
    concatMap((frame) => decode(frame)),
    groupBy(keyOf),
    mergeMap((group$) =>
      (group$ as Observable<DecodedEvent>).pipe(
        bands(),
        gaps(),
        classify(),
        connect(group$.key === TOGETHER ? ofFutures : ofGroup),
      ),
    ),
  )
