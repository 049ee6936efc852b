import { Observable, type OperatorFunction } from 'rxjs'
import type { Decode } from '../../pipelines/ordered-events.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { byHand } from './by-hand.ts'

/** The loop by hand in the place of the program. Minutes of the feed, which only fill holes of bars, pass it by. */
export const framesByHand =
  (decode: Decode): OperatorFunction<Frame, Output> =>
  (frames$) =>
    new Observable((subscriber) => {
      const take = byHand((output) => subscriber.next(output))
      return frames$.subscribe({
        next(frame) {
          for (const event of decode(frame)) if (event.kind !== 'minuteBar') take(event)
        },
        error: (reason: unknown) => subscriber.error(reason),
        complete: () => subscriber.complete(),
      })
    })
