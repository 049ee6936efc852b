import { connect, merge, type Observable, tap } from 'rxjs'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import { openAudiences } from '../../src/cli/kit/open-audiences.ts'
import { pushes } from '../../src/cli/pushes.ts'
import { stored } from '../../src/cli/stored.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { makeFeedStatus } from '../../src/server/socket/feed-status.ts'
import type { Store } from '../../src/store/store.ts'
import { countingOutboxes } from '../counting-outboxes.ts'

/** Where the outputs of a run go. */
export interface OutletOptions {
  readonly store: Store
  readonly subscribers: number
  /** Least time between two pushes of a state, ms. */
  readonly throttle: number
}

/** To the store, and to subscribers of the market and the alerts, whose sockets only count. Emits what the sinks emit. */
export function outlets(outputs$: Observable<Output>, { store, subscribers, throttle }: OutletOptions) {
  const board = makeBoard({ source: 'bench', simulated: true, extraSymbols: [] })
  const { audiences, symbols } = openAudiences(undefined, { WS_QUEUE_SIZE: 1_000 })
  const sent = { messages: 0, bytes: 0 }
  const makeOutbox = countingOutboxes(sent)
  const feed = makeFeedStatus(
    () => board.feed(),
    () => performance.now(),
  )
  for (let i = 0; i < subscribers; i += 1) {
    const outbox = makeOutbox()
    for (const channel of [audiences.market, audiences.alerts])
      channel.join({ outbox, form: 'plain', feed, state: () => undefined })
  }
  const done$ = outputs$.pipe(
    tap((output) => board.apply(output)),
    connect((all$) => merge(stored(all$, store), pushes(all$, { board, audiences, symbols, throttle }))),
  )
  return { done$, board, sent }
}
