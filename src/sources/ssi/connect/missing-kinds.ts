import { defer, type MonoTypeOperatorFunction, tap } from 'rxjs'
import type { Instant } from '../../../domain/time.ts'
import type { Lost, SessionEvent } from '../../session/session.ts'
import { expectedFlow } from './expected-flow.ts'

/** What a connection of several kinds is watched with. */
export interface MissingKindsOptions {
  /** Argument of SwitchChannels. */
  readonly channels: string
  readonly now: () => Instant
  readonly isQuietPhase: (now: Instant) => boolean
  /** Longest time from the acknowledgement to the first message of a busy kind, ms. */
  readonly proveWithin: number
  readonly onWarning: (message: string) => void
}

type Event = SessionEvent<string> | Lost

/** What a client that asks for a kind may be sent; any other comes under its own name. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  X: ['X', 'X-QUOTE', 'X-TRADE', 'QUOTE', 'TRADE'],
  'X-QUOTE': ['X-QUOTE', 'QUOTE'],
  'X-TRADE': ['X-TRADE', 'TRADE'],
}

const KIND = /"DataType"\s*:\s*"([^"]+)"/i

/**
 * Warns, once, when one of several busy kinds never comes over a connection although others do: SSI may serve only one kind a
 * connection, and acknowledges them all. Connecting anew does not help against that, so it is no loss. Passes everything on.
 */
export function missingKinds(options: MissingKindsOptions): MonoTypeOperatorFunction<Event> {
  return (events$) =>
    defer(() => {
      const watch = kindsWatch(options)
      return events$.pipe(tap(watch))
    })
}

function kindsWatch(options: MissingKindsOptions): (event: Event) => void {
  const { channels, proveWithin, onWarning } = options
  const openTime = openTimeBetween(options)
  const wanted = channels
    .split(',')
    .filter((channel) => isBusy(channel))
    .map(kindOf)
  const missing = new Set<string>()
  let waited = 0

  const onSubscribed = () => {
    for (const kind of wanted) missing.add(kind)
    waited = 0
    openTime()
  }
  const onMessages = (messages: readonly string[]) => {
    for (const kind of missing) if (messages.some((text) => isOf(kind, text))) missing.delete(kind)
    waited += openTime()
    if (missing.size === 0 || waited < proveWithin) return
    const names = [...missing].join(', ')
    onWarning(`${channels}: nothing of ${names} comes over this connection; let each kind have its own.`)
    missing.clear()
    wanted.length = 0
  }
  return (event) => {
    if (event.kind === 'subscribed') onSubscribed()
    if (event.kind === 'messages' && missing.size > 0) onMessages(event.messages)
  }
}

/** Time since it was last asked for, ms, as far as the market was open: what passed in a pause counts little. */
function openTimeBetween({ now, isQuietPhase, proveWithin }: MissingKindsOptions): () => number {
  let last = now()
  return () => {
    const at = now()
    const passed = isQuietPhase(at) ? 0 : Math.min(at - last, proveWithin / 4)
    last = at
    return passed
  }
}

const kindOf = (channel: string): string => (channel.split(':')[0] ?? '').trim().toUpperCase()

const isBusy = (channel: string): boolean =>
  kindOf(channel) !== 'ALL' && expectedFlow(channel, { proveWithin: 1, silence: 1 }).silence === 1

function isOf(kind: string, text: string): boolean {
  const told = KIND.exec(text)?.[1]?.toUpperCase() ?? ''
  return (ALIASES[kind] ?? [kind]).includes(told)
}
