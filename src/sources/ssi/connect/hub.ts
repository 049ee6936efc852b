import { concat, EMPTY, map, mergeMap, type Observable, of, throwError, timeout } from 'rxjs'
import { SessionError } from '../../session/session-error.ts'
import type { SessionEvent } from '../../session/session.ts'
import { type Invocation, type RemoteHub, signalr, type SignalrEvent } from '../../signalr/signalr.ts'
import type { ConnectionTokens } from './connection-tokens.ts'

/** One connection to the data stream. */
export interface HubOptions {
  /** Base address of the stream host. */
  readonly streamUrl: string
  readonly tokens: ConnectionTokens
  /** Argument of SwitchChannels. */
  readonly channels: string
  /** Evenly spread in [0, 1). */
  readonly random: () => number
  /** Try once to resume a lost connection before it counts as lost. SSI is not known to allow it. */
  readonly resume: boolean
  /** Told what the hub complains of. */
  readonly onWarning: (message: string) => void
}

/** Longest wait for the answer to SwitchChannels, ms. */
const PATIENCE = 10_000

/** Complaints after which nothing more comes, although the connection stays open. */
const BLOCKED = /block|quota/i

/**
 * One connection to the data stream: connects when subscribed to, tells when its channels are acknowledged, and then the messages of
 * each frame together. Errs with a `SessionError` when it is lost, also when the hub refuses the channels or blocks the key. Never
 * completes. A frame that cannot be read is handed on as a message, so that it is rejected and counted with the other bad ones.
 */
export function hub(options: HubOptions): Observable<SessionEvent<string>> {
  const { streamUrl, tokens, random, resume } = options
  return signalr({
    protocol: 'classic',
    url: `${streamUrl.replace(/\/+$/, '')}/v2.0/signalr`,
    hub: 'FcMarketDataV2Hub',
    tokens,
    random,
    resume,
  }).pipe(mergeMap((event) => told(event, options)))
}

function told(event: SignalrEvent, options: HubOptions): Observable<SessionEvent<string>> {
  switch (event.kind) {
    case 'connected':
      return subscribed(event.hub, options)
    case 'invocations':
      return called(event.invocations, options)
    case 'unreadable':
      return of({ kind: 'messages', messages: [event.text] })
  }
}

function subscribed(remote: RemoteHub, { channels, tokens }: HubOptions): Observable<SessionEvent<string>> {
  return remote.invoke('SwitchChannels', [channels]).pipe(
    timeout({
      first: PATIENCE,
      with: () => throwError(() => new SessionError('SwitchChannels was not answered in time.')),
    }),
    map(() => ({ kind: 'subscribed', endsAt: tokens.endsAt() })),
  )
}

function called(
  invocations: readonly Invocation[],
  { tokens, onWarning }: HubOptions,
): Observable<SessionEvent<string>> {
  const messages = argumentsOf(invocations, 'broadcast')
  const complaints = argumentsOf(invocations, 'error').map((text) => tokens.hide(text))
  for (const complaint of complaints) onWarning(`The hub says: ${complaint}`)
  const blocked = complaints.find((complaint) => BLOCKED.test(complaint))
  return concat(
    messages.length > 0 ? of<SessionEvent<string>>({ kind: 'messages', messages }) : EMPTY,
    blocked === undefined
      ? EMPTY
      : throwError(() => new SessionError(`The server blocked the stream: ${blocked}`)),
  )
}

/** The first argument of each call of a method, as text. Names are compared without case. */
const argumentsOf = (invocations: readonly Invocation[], method: string): readonly string[] =>
  invocations.filter((call) => call.method.toLowerCase() === method).map(({ args: [first] }) => textOf(first))

const textOf = (argument: unknown): string =>
  typeof argument === 'string' ? argument : JSON.stringify(argument ?? null)
