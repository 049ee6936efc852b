import { asyncScheduler } from 'rxjs'
import { intervalName, printed } from '../../domain/emitted/printed.ts'
import type { ClassifiedTrade } from '../../domain/event.ts'
import type { Bar, Output } from '../../domain/outputs.ts'
import type { Audience, AudienceOptions } from '../audience.ts'
import { eventAudience } from './event-audience.ts'
import { packedBar } from './packed-bar.ts'
import { packedTrade } from './packed-trade.ts'
import { recentEvents } from './recent-events.ts'

/** How many trades and bars of a security are kept for who comes first. */
const KEPT = 20
/** Most channels that are kept open; above it those are closed to which nobody listens. */
const MOST = 5_000

/** Channels of one security each: `trades:FPT` and `bars:FPT:1m`. */
export interface SymbolChannels {
  /** Takes one output in; those that are no trade and no bar are none of its. */
  readonly take: (output: Output) => void
  /** Takes one in that nobody is to hear of, but who comes later: it was passed on the way to a place. */
  readonly keep: (output: Output) => void
  /** A replay is elsewhere: newcomers are told nothing of what came before. */
  readonly forget: () => void
  /** The channel of a name; undefined for a name of another form, and where too many are open. */
  readonly find: (name: string) => Audience | undefined
  /** Tells all who listen how the feed stands. */
  readonly status: (text: string) => void
}

type Told = ClassifiedTrade | Bar

const nameOf = (output: Told) =>
  output.kind === 'trade'
    ? `trades:${output.symbol}`
    : `bars:${output.symbol}:${intervalName(output.interval)}`

/** The kind and the security of a channel's name; undefined for a name of another form. */
function readName(name: string): { readonly kind: Told['kind']; readonly symbol: string } | undefined {
  const [, trades, bars] = /^(?:trades:([A-Z0-9]{2,20})|bars:([A-Z0-9]{2,20}):1m)$/.exec(name) ?? []
  if (trades !== undefined) return { kind: 'trade', symbol: trades }
  return bars === undefined ? undefined : { kind: 'bar', symbol: bars }
}

/** The last trades and bars of each security. */
function recentOutputs() {
  const recent = { trade: recentEvents(packedTrade, KEPT), bar: recentEvents(packedBar, KEPT) }
  return {
    /** Takes one in; false for what is no trade and no bar. */
    keep(output: Output): output is Told {
      if (output.kind === 'trade') recent.trade.keep(output)
      else if (output.kind === 'bar') recent.bar.keep(output)
      else return false
      return true
    },
    /** As JSON, the oldest first. */
    of: (kind: Told['kind'], symbol: string): readonly string[] =>
      recent[kind].of(symbol).map((output) => printed(output)),
    forget: () => {
      recent.trade.forget()
      recent.bar.forget()
    },
  }
}

/** Makes the channels of securities. Each opens with the last few events of the security, of what this process has seen since it was elsewhere. */
export function makeSymbolChannels(parts: Omit<AudienceOptions, 'pipelines'>): SymbolChannels {
  const recent = recentOutputs()
  const open = new Map<string, Audience>()

  function close() {
    for (const [name, audience] of open) if (audience.size === 0) open.delete(name)
  }
  return {
    keep: (output) => void recent.keep(output),
    forget: recent.forget,
    take(output) {
      if (recent.keep(output) && open.size > 0)
        open.get(nameOf(output))?.send(printed(output), undefined, output.receivedTime)
    },
    find(name) {
      const known = open.get(name)
      if (known) return known
      const read = readName(name)
      if (read && open.size >= MOST) close()
      if (!read || open.size >= MOST) return undefined
      const { kind, symbol } = read
      const audience = eventAudience(
        { ...parts, now: () => asyncScheduler.now(), channel: name, label: `${kind}s` },
        () => recent.of(kind, symbol),
      )
      open.set(name, audience)
      return audience
    },
    status(text) {
      for (const audience of open.values()) audience.send(text, 'status')
    },
  }
}
