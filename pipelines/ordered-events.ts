import { type OperatorFunction, pipe } from 'rxjs'
import { bands } from '../operators/bands.ts'
import { classify } from '../operators/classify.ts'
import { dated } from '../operators/dated.ts'
import { gaps } from '../operators/gaps.ts'
import { known } from '../operators/known.ts'
import { placed } from '../operators/placed.ts'
import { stateful } from '../operators/state/stateful.ts'
import type { ClassifiedEvent, FeedEvent } from '../src/domain/event.ts'
import type { Frame } from '../src/domain/frame.ts'

/** Reads a frame: pure, and never throws; what it cannot read is a `rejected` event. */
export type Decode = (frame: Frame) => readonly FeedEvent[]

const nothing = () => ({})

/**
 * frames → decode → dates → venues → known symbols → limits → trades and gaps → aggressor.
 * One ordered stream of all kinds: the order between a quote and the trade after it is the information.
 */
export const orderedEvents = (decode: Decode): OperatorFunction<Frame, ClassifiedEvent> =>
  pipe(
    stateful(nothing, (_, emit) => ({
      next(frame) {
        for (const event of decode(frame)) emit(event)
      },
    })),
    dated(),
    placed(),
    known(),
    bands(),
    gaps(),
    classify(),
  )
