import { type MonoTypeOperatorFunction, takeUntil, tap } from 'rxjs'
import { stopped$ } from './stopped.ts'

/** A stream that somebody may stop. */
interface UntilStopped<T> {
  /** Completes the stream when somebody asks this process to end. */
  readonly cut: MonoTypeOperatorFunction<T>
  /** Throws where that happened: what was printed until then is a part, and no success. */
  readonly assertWhole: () => void
}

/** Ends a recording that is played where somebody asks for it, and tells that it was not the whole. */
export function untilStopped<T>(): UntilStopped<T> {
  const stop = { isAsked: false }
  return {
    cut: takeUntil(stopped$.pipe(tap(() => (stop.isAsked = true)))),
    assertWhole: () => {
      if (stop.isAsked)
        throw new Error('Stopped before the end of the recording: what is printed is of what lies before.')
    },
  }
}
