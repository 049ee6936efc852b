import type { RawData, WebSocket } from 'ws'
import type { FeedStatus } from '../../domain/socket.ts'
import type { Audience } from '../audience.ts'
import type { Outbox } from '../outbox.ts'
import { control, stampOf } from './message.ts'
import { makeRate } from './rate.ts'
import { type Asked, readRequest, REQUESTS } from './requests.ts'

/** Most channels of one socket. */
const MOST = 500
/** Requests at once, and a second after. */
const BURST = 50
const PER_SECOND = 10
/** Requests above the rate that are answered; then the socket is closed. */
const PATIENCE = 100
const POLICY = 1008

/** What one socket of all channels is made of. */
export interface SessionParts {
  readonly socket: WebSocket
  readonly outbox: Outbox
  readonly find: (channel: string) => Audience | undefined
  /** The channels that there are, in words. */
  readonly allowed: string
  readonly feed: () => FeedStatus
  /** The present state of a channel as JSON, where it has one that the channel itself does not know. */
  readonly stateOf: (channel: string) => string | undefined
  readonly now: () => number
  /** Told of what should not happen. */
  readonly onError: (error: unknown) => void
}

/** One client on the socket of all channels. */
export interface Session {
  /** Reads what the client says. */
  readonly take: (data: RawData, isBinary: boolean) => void
  /** Tells how the feed stands, and what more there is to say. */
  readonly status: (more: object) => void
  /** Leaves all channels. */
  readonly end: () => void
}

type Subscribe = Extract<Asked, { op: 'subscribe' }>

/** The channels that a client is in, by name. */
function makeRooms({ outbox, find, feed, stateOf }: SessionParts) {
  const leaves = new Map<string, () => void>()
  const leave = (channel: string) => {
    leaves.get(channel)?.()
    leaves.delete(channel)
  }
  return {
    names: () => [...leaves.keys()],
    hasRoom: (channel: string) => leaves.has(channel) || leaves.size < MOST,
    leave,
    /** Enters a channel, anew where the client is in it; false where there is none of that name. */
    enter(channel: string, { resume, format: form }: Subscribe): boolean {
      const audience = find(channel)
      if (!audience) return false
      leave(channel)
      const state = () => stateOf(channel)
      leaves.set(channel, audience.join({ outbox, form, resume: resume[channel], feed, state }))
      return true
    },
  }
}

/** What is told to one client alone. */
function makeVoice({ socket, outbox, feed, now }: SessionParts) {
  let patience = PATIENCE
  const complain = (message: string, allowed: string, channel?: string) => {
    outbox.tell(control({ type: 'error', channel, time: stampOf(now()), data: { message, allowed } }))
  }
  return {
    complain,
    status(more: object) {
      outbox.tell(control({ type: 'status', time: stampOf(now()), data: { ...feed(), ...more } }))
    },
    hurry() {
      patience -= 1
      if (patience < 0) socket.close(POLICY, 'These are too many requests.')
      else complain('These are too many requests.', `${BURST} at once and ${PER_SECOND} a second`)
    },
  }
}

/** Makes the session of a socket: reads its requests, and answers what is wrong with them with what is allowed. */
export function makeSession(parts: SessionParts): Session {
  const { socket, allowed, now, onError } = parts
  const voice = makeVoice(parts)
  const rooms = makeRooms(parts)
  const isInTime = makeRate(BURST, PER_SECOND, now)

  const enter = (channel: string, request: Subscribe) => {
    if (!rooms.hasRoom(channel))
      voice.complain('These are too many channels.', `at most ${MOST} on a socket`, channel)
    else if (!rooms.enter(channel, request)) voice.complain('There is no such channel.', allowed, channel)
  }
  const answer = (request: Asked | string) => {
    if (typeof request === 'string') voice.complain(request, REQUESTS)
    else if (request.op === 'subscribe')
      for (const channel of new Set(request.channels)) enter(channel, request)
    else {
      if (request.op === 'unsubscribe') request.channels.forEach(rooms.leave)
      voice.status({ op: request.op, channels: rooms.names() })
    }
  }
  return {
    status: (more) => voice.status(more),
    take(data, isBinary) {
      if (socket.readyState !== socket.OPEN) return
      if (!isInTime()) {
        voice.hurry()
        return
      }
      try {
        answer(isBinary ? 'Binary frames are not read.' : readRequest(textOf(data)))
      } catch (error) {
        onError(error)
        socket.close(1011, 'The state could not be made.')
      }
    },
    end: () => rooms.names().forEach(rooms.leave),
  }
}

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data)).toString()
