import { Subject } from 'rxjs'
import { program } from '../pipelines/program.ts'
import type { FeedEvent } from '../src/domain/event.ts'
import type { Frame } from '../src/domain/frame.ts'
import type { Output } from '../src/domain/outputs.ts'

/** A way from events to outputs. */
export type EventWay = (emit: (output: Output) => void) => (event: FeedEvent) => void

/** The program, of events that are decoded already. */
export const byProgram: EventWay = (emit) => {
  const frames$ = new Subject<Frame>()
  let events: readonly FeedEvent[] = []
  frames$.pipe(program(() => events)).subscribe({
    next: emit,
    error(reason: unknown) {
      throw reason
    },
  })
  const frame: Frame = { seq: 0, receivedTime: 0, source: 'ssi', text: '' }
  return (event) => {
    events = [event]
    frames$.next(frame)
  }
}
