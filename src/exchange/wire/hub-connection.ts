import type { Instant } from '../../domain/time.ts'

/** What a connection needs of its socket. */
export interface HubSocket {
  /** Bytes that wait to be taken by the far side. */
  readonly bufferedAmount: number
  send(text: string): void
  terminate(): void
}

/** Characters of the newest frames that are kept: what may be on its way, and more for a client that is away. */
const KEPT = { here: 256 * 1024, away: 4 * 1024 * 1024 }

/** Bytes that may wait for a client that reads too slowly; then it is cut off, so that it can hurt nobody else. */
export const SLOW_LIMIT = 16 * 1024 * 1024

/** Most messages in one frame. */
const BATCH = 50

/** One client of the stream, over one socket or, when it comes back, several in turn. */
export interface HubConnection {
  readonly consumer: string
  /** Id of the connection, as negotiate gave it. */
  readonly id: string
  /** Since when it has no socket; `undefined` while it has one. */
  droppedAt: Instant | undefined
  /** Gives it a socket. */
  attach(socket: HubSocket): void
  /** Takes its socket from it, unless it has another by now. */
  detach(socket: HubSocket, now: Instant): void
  /** Sends a text that is no message: a keep-alive, the result of a call. It is not kept. */
  send(text: string): void
  /** Sends calls of the hub, in batches, and keeps them. */
  tell(calls: readonly string[]): void
  /** Sends again what came after a frame. False when that is not kept any more. */
  replay(messageId: string): boolean
  /** Ends it. */
  end(): void
}

/** A connection that was negotiated and has no socket yet. */
export function hubConnection(id: string, consumer: string, now: Instant): HubConnection {
  let socket: HubSocket | undefined
  const kept = recentFrames(id.slice(0, 8))

  const send = (text: string): void => {
    if (!socket) return
    if (socket.bufferedAmount > SLOW_LIMIT) socket.terminate()
    else socket.send(text)
  }
  return {
    consumer,
    id,
    droppedAt: now,
    attach(opened) {
      socket?.terminate()
      socket = opened
      this.droppedAt = undefined
    },
    detach(closed, at) {
      if (socket !== closed) return
      socket = undefined
      this.droppedAt = at
    },
    send,
    tell(calls) {
      for (let from = 0; from < calls.length; from += BATCH) {
        send(kept.frame(calls.slice(from, from + BATCH), socket ? KEPT.here : KEPT.away))
      }
    },
    replay(messageId) {
      const missed = kept.after(messageId)
      missed?.forEach(send)
      return missed !== undefined
    },
    end: () => socket?.terminate(),
  }
}

/** Numbers the frames of a connection, and keeps the newest. */
function recentFrames(name: string) {
  let last = 0
  let length = 0
  const frames: string[] = []
  const cursor = (n: number) => `d-${name},${n}|A,0`

  return {
    frame(calls: readonly string[], most: number): string {
      last += 1
      const text = `{"C":"${cursor(last)}","M":[${calls.join(',')}]}`
      frames.push(text)
      length += text.length
      while (length > most && frames.length > 1) length -= frames.shift()?.length ?? 0
      return text
    },
    after(messageId: string): readonly string[] | undefined {
      const n = Number(/,(\d+)\|/.exec(messageId)?.[1])
      const isKept = messageId === cursor(n) && n <= last && last - n <= frames.length
      return isKept ? frames.slice(frames.length - (last - n)) : undefined
    },
  }
}
