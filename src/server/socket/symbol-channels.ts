import { asyncScheduler } from 'rxjs'
import { namesOf } from '../../../pipelines/board/names-of.ts'
import { type PrintedBar, printed, type PrintedTrade } from '../../domain/emitted/printed.ts'
import type { ClassifiedTrade } from '../../domain/event.ts'
import type { Bar, Output } from '../../domain/outputs.ts'
import { tradingDate, tradingDay } from '../../domain/time.ts'
import type { Audience, AudienceOptions } from '../audience.ts'
import { eventAudience } from './event-audience.ts'
import { packedBar } from './packed-bar.ts'
import { packedTrade } from './packed-trade.ts'
import { recentEvents } from './recent-events.ts'
import { readSymbolChannel, type SymbolChannelName } from './symbol-channel-name.ts'

/** How many trades and bars of a security are kept for who comes first. */
const KEPT = 20
/** Most channels that are kept open; above it those are closed to which nobody listens. */
const MOST = 5_000

/** Channels of one security each: `trades:FPT` and `bars:FPT:1m`; in any case, and of an index future by any of its names. */
export interface SymbolChannels {
  /** Takes one output in; those that are no trade and no bar are none of its. */
  readonly take: (output: Output) => void
  /** Takes one in that nobody is to hear of, but who comes later: it was passed on the way to a place. */
  readonly keep: (output: Output) => void
  /** A replay is elsewhere: newcomers are told nothing of what came before. */
  readonly forget: () => void
  /** A replay begins, or has come to another place: see `Audience`. */
  readonly arrive: (timeline: number) => void
  /** The channel of a name; undefined for a name of another form, and where too many are open. */
  readonly find: (name: string) => Audience | undefined
  /** Tells all who listen how the feed stands. */
  readonly status: (text: string) => void
}

type Told = ClassifiedTrade | Bar

const NONE: readonly Audience[] = []

const targetOf = (kind: Told['kind'], symbol: string) => `${kind}:${symbol}`

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
    /** Those of a security by all its names, as JSON, the oldest first. */
    of: (kind: Told['kind'], names: ReadonlySet<string>): readonly string[] =>
      [...names]
        .flatMap((name): readonly (PrintedTrade | PrintedBar)[] => recent[kind].of(name))
        .toSorted((a, b) => a.seq - b.seq)
        .slice(-KEPT)
        .map((output) => printed(output)),
    forget: () => {
      recent.trade.forget()
      recent.bar.forget()
    },
  }
}

/** A channel that is open. */
interface Open extends SymbolChannelName {
  readonly audience: Audience
}

/** The open channels by the name that was asked for, and whom an output goes to. */
function openChannels() {
  const open = new Map<string, Open>()
  const targets = new Map<string, Audience[]>()
  let day = NaN
  let date = ''

  function lead({ kind, symbol, audience }: Open) {
    for (const name of namesOf(symbol, date)) {
      const target = targetOf(kind, name)
      targets.set(target, [...(targets.get(target) ?? []), audience])
    }
  }
  function leadAll() {
    targets.clear()
    for (const channel of open.values()) lead(channel)
  }
  return {
    open,
    names: (symbol: string) => namesOf(symbol, date),
    /** Another day may give a rolling label to another contract. */
    turn(time: number) {
      if (tradingDay(time) === day) return
      day = tradingDay(time)
      date = tradingDate(time)
      leadAll()
    },
    add(name: string, channel: Open) {
      open.set(name, channel)
      lead(channel)
    },
    closeEmpty() {
      for (const [name, { audience }] of open) if (audience.size === 0) open.delete(name)
      leadAll()
    },
    of: (output: Told): readonly Audience[] =>
      targets.size === 0 ? NONE : (targets.get(targetOf(output.kind, output.symbol)) ?? NONE),
  }
}

/** Tells all channels that are open how the feed stands, and where a replay is, which those are told, too, that are opened later. */
function toAll(open: ReadonlyMap<string, Open>) {
  let timeline: number | undefined
  return {
    arrive: (at: number) => {
      timeline = at
      for (const { audience } of open.values()) audience.arrive?.(at)
    },
    told(channel: Open) {
      if (timeline !== undefined) channel.audience.arrive?.(timeline)
      return channel
    },
    status: (text: string) => {
      for (const { audience } of open.values()) audience.send(text, 'status')
    },
  }
}

/**
 * Makes the channels of securities. Each opens with the last few events of the security, of what this process has seen since it was elsewhere.
 * A channel bears the name that it was asked for, by which a client knows it, though the same security has others.
 */
export function makeSymbolChannels(parts: Omit<AudienceOptions, 'pipelines'>): SymbolChannels {
  const recent = recentOutputs()
  const channels = openChannels()
  const { open } = channels
  const all = toAll(open)
  channels.turn(asyncScheduler.now())

  function keep(output: Output): output is Told {
    if (!recent.keep(output)) return false
    channels.turn(output.exchangeTime)
    return true
  }
  return {
    keep: (output) => void keep(output),
    forget: recent.forget,
    arrive: all.arrive,
    take(output) {
      if (!keep(output)) return
      const audiences = channels.of(output)
      if (audiences.length === 0) return
      const text = printed(output)
      for (const audience of audiences) audience.send(text, undefined, output.receivedTime)
    },
    find(name) {
      const known = open.get(name)
      if (known) return known.audience
      const read = readSymbolChannel(name)
      if (read && open.size >= MOST) channels.closeEmpty()
      if (!read || open.size >= MOST) return undefined
      const { kind, symbol } = read
      const audience = eventAudience(
        { ...parts, now: () => asyncScheduler.now(), channel: name, label: `${kind}s` },
        () => recent.of(kind, channels.names(symbol)),
      )
      channels.add(name, all.told({ kind, symbol, audience }))
      return audience
    },
    status: all.status,
  }
}
