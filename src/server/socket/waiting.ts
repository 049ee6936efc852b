import type { Encoded } from './frame.ts'
import type { Lane } from './lane.ts'

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
