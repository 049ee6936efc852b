import type { WebSocket } from 'ws'
import { type HubSocket, SLOW_LIMIT } from '../../wire/hub-connection.ts'
import type { Session } from '../auth/sessions.ts'
import { answered, type Requester } from './request.ts'
import { type Subscriptions, subscriptions } from './subscriptions.ts'
import type { Told } from './told.ts'

/** One socket of the stream whose token was good when it was opened. */
export interface Client extends Requester {
  /** Sends the events that it has a topic for. One that reads too slowly is cut off. */
  tell(events: readonly Told[]): void
  /** Answers a frame of the client. */
  receive(text: string): void
  /** Says why and closes. */
  refuse(code: number, message: string): void
}

/** What a client is made of. */
export interface ClientParts {
  readonly socket: WebSocket
  /** What is written to. */
  readonly line: HubSocket
  readonly session: Session
  /** How everything stands that somebody subscribes to. */
  readonly snapshot: (wanted: Pick<Subscriptions, 'has'>) => readonly Told[]
  readonly onSubscribed?: (() => void) | undefined
}

/** A client without topics. */
export function client({ socket, line, session, snapshot, onSubscribed }: ClientParts): Client {
  const topics = subscriptions()
  const send = (text: string): void => {
    if (line.bufferedAmount > SLOW_LIMIT) line.terminate()
    else line.send(text)
  }
  return {
    session,
    subscriptions: topics,
    tell(events) {
      for (const event of events) if (topics.has(event)) send(event.frame())
    },
    receive(text) {
      const { frame, subscribed } = answered(text, this)
      if (frame !== undefined) send(frame)
      if (subscribed.length === 0) return
      const wanted = subscriptions()
      for (const topic of subscribed) wanted.add(topic)
      for (const { frame } of snapshot(wanted)) send(frame())
      onSubscribed?.()
    },
    refuse: (code, message) => refuse(socket, code, message),
  }
}

/** Sends a socket one frame that says why it is not wanted, and closes it. */
export function refuse(socket: WebSocket, code: number, msg: string): void {
  socket.send(JSON.stringify({ code, msg }))
  socket.close()
}
