import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Instant } from '../../domain/time.ts'
import type { Random } from '../random.ts'
import { holds, type Release } from './holds.ts'
import { type Receipts, receipts } from './receipts.ts'
import type { SentTrade } from './ledger.ts'
import { splitWrites } from './split-writes.ts'

/** A client's connection, as a wire opens it. */
export interface LineParts {
  readonly client: string
  readonly socket: WebSocket
  /** What carries the socket. */
  readonly transport: Duplex
  /** Whether a text tells of the market, unlike a keep-alive or an acknowledgement. */
  readonly isMessage: (text: string) => boolean
  /** The trades in a text that a client can read. */
  readonly tradesIn: (text: string) => readonly SentTrade[]
}

/** What stands around a line. */
export interface LineSurroundings {
  /** The exchange's time. */
  readonly now: () => Instant
  /** Told of the trades that the client has read. */
  readonly onRead: (trades: readonly SentTrade[]) => void
}

/** A client's connection, and what can happen to it. In place of its socket for whoever writes to it. */
export interface Line {
  readonly client: string
  /** Whether anything still goes over it. */
  readonly isOpen: () => boolean
  /** Whether all that was sent is read. */
  readonly isSettled: () => boolean
  /** Bytes that wait. */
  readonly bufferedAmount: number
  readonly send: (text: string) => void
  readonly terminate: () => void
  /** Ends it, after what was sent. */
  readonly cut: () => void
  /** Nothing goes either way any more, and neither side is told. */
  readonly freeze: () => void
  /** Drops all that tells of the market. */
  readonly hush: () => Release
  /** Sends everything later, in order. */
  readonly delay: (ms: number) => Release
  /** Sends everything in pieces. */
  readonly split: (random: Random) => Release
  /** Sends what has waited long enough. */
  readonly keepUp: () => void
}

/** Steps of the exchange in which a client may read what was sent before its line is cut. */
const PATIENCE = 100

/** A line without any fault. */
export function line(parts: LineParts, { now, onRead }: LineSurroundings): Line {
  const { client, socket, transport, isMessage, tradesIn } = parts
  const hushes = holds()
  const read = receipts(socket)
  const { isOver, ...ends } = endings(parts, read)
  const isOpen = () => !isOver() && socket.readyState === socket.OPEN
  const late = lateness(now, (text) => {
    if (!isOpen()) return
    socket.send(text)
    const trades = tradesIn(text)
    if (trades.length > 0) read.onRead(() => onRead(trades))
  })
  return {
    client,
    isOpen,
    isSettled: () => read.isSettled(),
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    send(text) {
      if (hushes.count() === 0 || !isMessage(text)) late.send(text)
    },
    ...ends,
    hush: () => hushes.hold(),
    delay: (ms) => late.delay(ms),
    split: splitting(transport),
    keepUp() {
      late.keepUp()
      ends.keepUp()
    },
  }
}

/** The ways in which a line ends. Whatever was sent before is read, unless it is the hub that ends it. */
function endings({ socket, transport }: LineParts, read: Receipts) {
  let end: 'cut' | 'freeze' | 'terminate' | undefined
  let patience = PATIENCE
  const onceRead = (how: 'cut' | 'freeze', then: () => void): void => {
    if (end !== undefined) return
    end = how
    if (socket.readyState === socket.OPEN) read.onRead(then)
    else then()
  }
  return {
    isOver: () => end !== undefined,
    cut: () => onceRead('cut', () => transport.end()),
    freeze: () => onceRead('freeze', () => socket.pause()),
    terminate(): void {
      // What was sent before a cut is still on its way.
      if (end === 'cut') return
      end = 'terminate'
      socket.terminate()
    },
    keepUp(): void {
      if (end === 'cut' && (patience -= 1) < 0) transport.destroy()
    },
  }
}

/** Sends texts, at once or late, in order. */
function lateness(now: () => Instant, send: (text: string) => void) {
  let lag = 0
  const waiting: { readonly text: string; readonly due: Instant }[] = []
  return {
    send(text: string): void {
      if (lag === 0 && waiting.length === 0) send(text)
      else waiting.push({ text, due: now() + lag })
    },
    delay(ms: number): Release {
      lag += ms
      return holds(() => (lag -= ms)).hold()
    },
    keepUp(): void {
      while ((waiting[0]?.due ?? Infinity) <= now()) send(waiting.shift()?.text ?? '')
    },
  }
}

/** Splits what is written to a socket, once, however many want it. */
function splitting(transport: Duplex): (random: Random) => Release {
  let stop: (() => void) | undefined
  const all = holds(() => stop?.())
  return (random) =>
    all.hold(() => {
      stop = splitWrites(transport, random)
    })
}
