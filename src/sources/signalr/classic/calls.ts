import { Observable, type Subscriber } from 'rxjs'
import { SessionError } from '../../session/session-error.ts'
import type { RemoteHub } from '../protocol.ts'
import type { Answer } from './classic-frame.ts'

/** The calls of one connection that wait for their answers, whatever socket it has. */
export interface Calls extends RemoteHub {
  /** Gives the socket that calls go out by. */
  readonly attach: (send: (text: string) => void) => void
  /** Hands an answer to who waits for it; one that nobody waits for says nothing. */
  readonly settle: (answer: Answer) => void
  /** The socket is gone: nothing that waits will be answered. */
  readonly detach: () => void
}

/** The calls of a connection to a hub. Ids count from 0, and go with the connection. */
export function calls(hub: string, hide: (text: string) => string): Calls {
  const waiting = new Map<string, { readonly method: string; readonly subscriber: Subscriber<unknown> }>()
  let send: ((text: string) => void) | undefined
  let next = 0

  const made: Calls = {
    invoke(method, args) {
      return new Observable((subscriber) => {
        if (!send) return subscriber.error(unanswered(method))
        const id = next++
        waiting.set(String(id), { method, subscriber })
        send(JSON.stringify({ H: hub, M: method, A: args, I: id }))
        return () => {
          waiting.delete(String(id))
        }
      })
    },
    attach(sender) {
      send = sender
    },
    settle({ id, result, error }) {
      const { method, subscriber } = waiting.get(id) ?? {}
      if (error !== undefined) subscriber?.error(new SessionError(hide(`${method} failed: ${error}`)))
      subscriber?.next(result)
      subscriber?.complete()
    },
    detach() {
      send = undefined
      for (const { method, subscriber } of [...waiting.values()]) subscriber.error(unanswered(method))
    },
  }
  return made
}

const unanswered = (method: string): SessionError =>
  new SessionError(`The connection was lost before ${method} was answered.`)
