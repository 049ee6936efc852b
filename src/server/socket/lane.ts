import type { Encoded } from './frame.ts'
import { control, type Form, type Message, stampOf } from './message.ts'

/** What waits of one channel for one client. */
export interface Lane {
  readonly form: Form
  /** A state may wait for the next one; an event may not. */
  readonly isOfEvents: boolean
  /** Takes a frame for the client. */
  readonly put: (message: Message) => void
  /** The next frame to send; undefined when none waits. */
  readonly next: () => Encoded | undefined
  readonly isEmpty: () => boolean
  /** Whether the next frame costs one that waits, which was to be told. */
  readonly isFull: () => boolean
}

/** What a lane is made of. */
export interface LaneOptions {
  readonly channel: string
  readonly form: Form
  readonly isOfEvents: boolean
  /** Most events that wait; the oldest is lost to make room, but not what tells that all before is void. */
  readonly queueSize: number
  /** The number of the last frame that the client has, where it came back. */
  readonly last?: number | undefined
  /** The whole state now, for who missed a change; none for events. */
  readonly whole?: (() => Message) | undefined
  readonly now: () => number
  readonly onSent: () => void
  readonly onDropped: (reason: 'conflated' | 'lost') => void
}

/** Tells a client what it has not been told. */
function lossOf({ channel, form, now }: LaneOptions, seq: number, missing: number): Encoded {
  if (form === 'plain') return control({ type: 'loss', channel, missing })
  return control({ type: 'loss', channel, seq, time: stampOf(now()), data: { missing } })
}

/** One slot: the newest change; or, when one is missed, the whole state as it is when its time has come. */
function stateSlot({ form, whole, onDropped }: LaneOptions) {
  let waiting: Message | undefined
  let isBehind = false
  return {
    put(message: Message) {
      if (waiting) {
        onDropped('conflated')
        isBehind = form !== 'plain'
      }
      waiting = message
    },
    peek: () => (waiting && isBehind && whole ? (waiting = whole()) : waiting),
    shift() {
      waiting = undefined
      isBehind = false
    },
    isEmpty: () => waiting === undefined,
    isFull: () => waiting !== undefined,
  }
}

function eventQueue({ queueSize, onDropped }: LaneOptions) {
  const waiting: Message[] = []
  return {
    put(message: Message) {
      waiting.push(message)
      if (waiting.length <= queueSize) return
      if (waiting[0]?.isWhole) waiting.splice(1, 1)
      else waiting.shift()
      onDropped('lost')
    },
    peek: () => waiting[0],
    shift: () => void waiting.shift(),
    isEmpty: () => waiting.length === 0,
    isFull: () => waiting.length >= queueSize,
  }
}

/** Makes a lane. Before a frame whose number is not the next one it tells how many are missing; a plain state has no numbers. */
export function makeLane(options: LaneOptions): Lane {
  const { form, isOfEvents, onSent } = options
  const waiting = isOfEvents ? eventQueue(options) : stateSlot(options)
  let { last } = options
  return {
    form,
    isOfEvents,
    put: (message) => waiting.put(message),
    isEmpty: () => waiting.isEmpty(),
    isFull: () => waiting.isFull(),
    next() {
      const message = waiting.peek()
      if (!message) return undefined
      const missing = last === undefined ? 0 : message.seq - last - 1
      if (missing > 0 && (form !== 'plain' || isOfEvents)) {
        last = message.seq - 1
        return lossOf(options, last, missing)
      }
      waiting.shift()
      last = message.seq
      onSent()
      return message.encoded(form)
    },
  }
}
