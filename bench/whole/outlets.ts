import { connect, merge, type Observable, tap } from 'rxjs'
import type { WebSocket } from 'ws'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import { openAudiences } from '../../src/cli/kit/open-audiences.ts'
import { pushes } from '../../src/cli/pushes.ts'
import { stored } from '../../src/cli/stored.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { makeOutbox } from '../../src/server/outbox.ts'
import { makeFeedStatus } from '../../src/server/socket/feed-status.ts'
import { makeFlushes } from '../../src/server/socket/flushes.ts'
import type { Store } from '../../src/store/store.ts'

/** Where the outputs of a run go. */
export interface OutletOptions {
  readonly store: Store
  readonly subscribers: number
  /** Least time between two pushes of a state, ms. */
  readonly throttle: number
}

/** What subscribers were sent. */
interface Sent {
  messages: number
  bytes: number
}

/** A socket that takes everything at once, and only counts it. */
function countingSocket(sent: Sent): WebSocket {
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send(bytes: Buffer, _options: object, written: () => void) {
      sent.messages += 1
      sent.bytes += bytes.length
      written()
    },
  }
  return socket as unknown as WebSocket
}

/** To the store, and to subscribers of the market and the alerts, whose sockets only count. Emits what the sinks emit. */
export function outlets(outputs$: Observable<Output>, { store, subscribers, throttle }: OutletOptions) {
  const board = makeBoard({ source: 'bench', simulated: true, extraSymbols: [] })
  const { audiences, symbols } = openAudiences(undefined, { WS_QUEUE_SIZE: 1_000 })
  const sent: Sent = { messages: 0, bytes: 0 }
  const now = () => performance.now()
  const flushes = makeFlushes(console.error)
  const feed = makeFeedStatus(() => board.feed(), now)
  for (let i = 0; i < subscribers; i += 1) {
    const outbox = makeOutbox({ socket: countingSocket(sent), wire: undefined, flushes, now })
    for (const channel of [audiences.market, audiences.alerts])
      channel.join({ outbox, form: 'plain', feed, state: () => undefined })
  }
  const done$ = outputs$.pipe(
    tap((output) => board.apply(output)),
    connect((all$) => merge(stored(all$, store), pushes(all$, { board, audiences, symbols, throttle }))),
  )
  return { done$, board, sent }
}
