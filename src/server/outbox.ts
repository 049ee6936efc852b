import type { Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Encoded } from './socket/frame.ts'
import type { Lane } from './socket/lane.ts'

/** A socket with more than this still to be written is full, bytes. */
const FULL = 64 * 1024
/** One with less than this has room again. */
const ROOM = 16 * 1024

/** All that goes to one client, and waits while its socket is full. */
export interface Outbox {
  /** Sends an answer or a status as soon as there is room, before all else; one of a slot replaces the one that waits in it. */
  readonly tell: (frame: Encoded, slot?: string) => void
  /** Sends what waits in a lane as soon as there is room: lanes in turn, those of events first. */
  readonly serve: (lane: Lane) => void
  /** Forgets a lane. */
  readonly forget: (lane: Lane) => void
  /** Since when the socket has been full without a break, by the clock; undefined while it has room. */
  readonly fullSince: () => number | undefined
  /** Holds states back until `letStates` is called; others go as ever. */
  readonly holdStates: (isHeld: boolean) => void
  /** Sends the states that are held back, once. */
  readonly letStates: () => void
}

/** Lanes in which something waits, in turn. */
function makeTurns() {
  const lanes = new Set<Lane>()
  return {
    add: (lane: Lane) => void lanes.add(lane),
    delete: (lane: Lane) => void lanes.delete(lane),
    isEmpty: () => lanes.size === 0,
    next(): Encoded | undefined {
      for (const lane of lanes) {
        lanes.delete(lane)
        const frame = lane.next()
        if (!lane.isEmpty()) lanes.add(lane)
        if (frame) return frame
      }
      return undefined
    },
  }
}

/** Answers and statuses, in order. */
function makeTold() {
  const told = new Map<string | number, Encoded>()
  let count = 0
  return {
    add: (frame: Encoded, slot: string | undefined) => void told.set(slot ?? (count += 1), frame),
    isEmpty: () => told.size === 0,
    next(): Encoded | undefined {
      for (const [slot, frame] of told) {
        told.delete(slot)
        return frame
      }
      return undefined
    },
  }
}

/** How full a socket is, with hysteresis. */
function makeGauge(socket: WebSocket, now: () => number) {
  let fullSince: number | undefined
  const hasRoom = () => {
    if (socket.bufferedAmount <= ROOM) fullSince = undefined
    else if (socket.bufferedAmount > FULL) fullSince ??= now()
    return socket.bufferedAmount <= FULL
  }
  return {
    hasRoom,
    fullSince() {
      hasRoom()
      return fullSince
    },
  }
}

/**
 * Makes the outbox of one socket. When the socket closes, what waits is let go.
 *
 * @param now - a clock in ms
 * @param wire - what lies under a socket that does not compress. Frames are written to it as they are: a quarter to a third less of the
 *   processor's time than sending each anew
 */
export function makeOutbox(socket: WebSocket, now: () => number, wire?: Writable): Outbox {
  const [told, events, states] = [makeTold(), makeTurns(), makeTurns()]
  const gauge = makeGauge(socket, now)
  let isHeld = false

  const send = ({ frame, bytes, isBinary }: Encoded) => {
    if (wire) wire.write(frame, written)
    else socket.send(bytes, { binary: isBinary }, written)
  }
  const flush = (withStates = !isHeld) => {
    while (socket.readyState === socket.OPEN && gauge.hasRoom()) {
      const next = told.next() ?? events.next() ?? (withStates ? states.next() : undefined)
      if (!next) return
      send(next)
    }
  }
  const written = () => {
    if (gauge.hasRoom() && !(told.isEmpty() && events.isEmpty() && states.isEmpty())) flush()
  }
  return {
    tell(frame, slot) {
      told.add(frame, slot)
      flush()
    },
    serve(lane) {
      ;(lane.isOfEvents ? events : states).add(lane)
      flush()
    },
    forget(lane) {
      events.delete(lane)
      states.delete(lane)
    },
    fullSince: () => gauge.fullSince(),
    holdStates: (held) => void (isHeld = held),
    letStates: () => flush(true),
  }
}
