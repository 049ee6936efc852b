import type { Encoded } from './frame.ts'
import type { Lane } from './lane.ts'

/**
 * Lanes in which something waits, in turn: a client has few. A set makes a table anew at every few lanes that come and go, which all outlived
 * the collections of young garbage.
 */
function makeTurns() {
  const lanes: Lane[] = []
  return {
    add(lane: Lane): void {
      if (!lanes.includes(lane)) lanes.push(lane)
    },
    delete(lane: Lane): void {
      const at = lanes.indexOf(lane)
      if (at >= 0) lanes.splice(at, 1)
    },
    isEmpty: () => lanes.length === 0,
    next(): Encoded | undefined {
      for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
        const frame = lane.next()
        if (!lane.isEmpty()) lanes.push(lane)
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

/** All that waits for one socket. */
export interface Waiting {
  readonly tell: (frame: Encoded, slot: string | undefined) => void
  readonly serve: (lane: Lane) => void
  readonly forget: (lane: Lane) => void
  /** What goes next: what is told, then events, then states where they may go. */
  readonly next: (withStates: boolean) => Encoded | undefined
  readonly isEmpty: () => boolean
}

/** Makes what waits for a socket: nothing yet. */
export function makeWaiting(): Waiting {
  const [told, events, states] = [makeTold(), makeTurns(), makeTurns()]
  return {
    tell: told.add,
    serve: (lane) => (lane.isOfEvents ? events : states).add(lane),
    forget(lane) {
      events.delete(lane)
      states.delete(lane)
    },
    next: (withStates) => told.next() ?? events.next() ?? (withStates ? states.next() : undefined),
    isEmpty: () => told.isEmpty() && events.isEmpty() && states.isEmpty(),
  }
}
