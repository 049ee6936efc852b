import { firstValueFrom, merge, NEVER, type Observable, timer } from 'rxjs'
import type { Frame } from '../../domain/frame.ts'
import { makePace, type PaceOptions } from './pace.ts'

/** How frames are paced, and by which clock. */
export interface PacedOptions extends PaceOptions {
  /** A clock that is never set, ms. */
  readonly now: () => number
  /** Ends a wait when it emits: whoever stops a replay need not sit its pauses out. Never unless given. */
  readonly ended$?: Observable<unknown>
}

/**
 * Hands frames on at `speed` times the pace at which they were received. Frames that are due together go together; a pause in the
 * recording is waited out, in its share, unless pauses are skipped. The order stays that of the recording.
 */
export async function* paced(
  chunks: AsyncIterable<readonly Frame[]>,
  { now, ended$ = NEVER, ...options }: PacedOptions,
): AsyncGenerator<readonly Frame[]> {
  const pace = makePace(options)
  for await (const frames of chunks) {
    let sent = 0
    for (const [i, frame] of frames.entries()) {
      const wait = pace.dueIn(frame, now())
      pace.played(frame)
      if (wait < 1) continue
      if (i > sent) yield frames.slice(sent, i)
      sent = i
      await firstValueFrom(merge(timer(wait), ended$))
    }
    yield frames.slice(sent)
  }
}
