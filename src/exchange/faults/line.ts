import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Instant } from '../../domain/time.ts'
import type { Random } from '../random.ts'
import { holds, type Release } from './holds.ts'
import { receipts } from './receipts.ts'
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

/** A line without any fault. */
export function line(parts: LineParts, { now, onRead }: LineSurroundings): Line {
  const { client, socket, transport, isMessage, tradesIn } = parts
  let state: 'open' | 'cut' | 'frozen' | 'ended' = 'open'
  const hushes = holds()
  const read = receipts(socket)
  const isOpen = () => state === 'open' && socket.readyState === socket.OPEN
  const deliver = (text: string): void => {
    if (!isOpen()) return
    socket.send(text)
    const trades = tradesIn(text)
    if (trades.length > 0) read.onRead(() => onRead(trades))
  }
  const leave = (next: 'cut' | 'frozen', how: () => void) => () => {
    if (state === 'open') how()
    if (state === 'open') state = next
  }
  const late = lateness(now, deliver)
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
    terminate() {
      // What was sent before a cut is still on its way.
      if (state !== 'cut') socket.terminate()
      state = 'ended'
    },
    cut: leave('cut', () => transport.end()),
    // What was sent before is still read, and then nothing is heard any more.
    freeze: leave('frozen', () => read.onRead(() => socket.pause())),
    hush: () => hushes.hold(),
    delay: (ms) => late.delay(ms),
    split: splitting(transport),
    keepUp: () => late.keepUp(),
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
