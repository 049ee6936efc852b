import type { Instant } from '../../domain/time.ts'
import type { MarketMessage } from '../message.ts'
import { random } from '../random.ts'
import type { Fault, Stage } from './fault.ts'
import type { FaultScript } from './fault-script.ts'
import { spells, type Spells } from './timing.ts'

/** That a fault set in, or is over. */
export interface FaultEvent {
  readonly kind: string
  readonly what: 'begins' | 'ends'
  /** Of the exchange. */
  readonly time: Instant
}

/** The faults of a script, and which of them are at work. */
export interface Cast {
  /** The exchange's time, as far as it has come. */
  now(): Instant
  /** Moves on to a time: faults begin and end on the way. Brings nothing when it is past. */
  moveTo(time: Instant): void
  /** Those at work. */
  working(): readonly Fault[]
  /** By how many ms the stamp of what was made at a time is wrong. */
  wrongBy(time: Instant): number
  /** What is told instead of messages, and what was held back so far and is told by now. */
  tell(messages: readonly MarketMessage[]): readonly MarketMessage[]
}

interface Actor {
  readonly kind: string
  readonly fault: Fault
  readonly spells: Spells
  isOn: boolean
}

/** No fault, at no time. */
export const nobodyYet: Cast = {
  now: () => -Infinity,
  moveTo: () => undefined,
  working: () => [],
  wrongBy: () => 0,
  tell: (messages) => messages,
}

/** The faults of a script, none at work yet. The chance of each is its own, so that another line of the script changes nothing. */
export function cast(
  { seed, faults }: FaultScript,
  start: Instant,
  { stage, onEvent }: { stage: Omit<Stage, 'random'>; onEvent: (event: FaultEvent) => void },
): Cast {
  let now = start
  const actors = faults.map(({ kind, timing, enter }, i): Actor => {
    const nth = faults.slice(0, i).filter((other) => other.kind === kind).length
    return {
      kind,
      fault: enter({ ...stage, random: random(seed, `${kind}/${nth}`) }),
      spells: spells(timing, start, random(seed, `${kind}/${nth}/when`)),
      isOn: false,
    }
  })
  const turn = (actor: Actor, what: FaultEvent['what']): void => {
    actor.isOn = what === 'begins'
    actor.fault[what]?.(now)
    onEvent({ kind: actor.kind, what, time: now })
  }
  return {
    now: () => now,
    moveTo(time) {
      now = Math.max(now, time)
      for (const actor of actors) for (const what of actor.spells.moveTo(now)) turn(actor, what)
    },
    working: () => actors.filter(({ isOn }) => isOn).map(({ fault }) => fault),
    wrongBy: (time) => actors.reduce((sum, { fault }) => sum + (fault.wrongBy?.(time) ?? 0), 0),
    tell: (messages) => actors.reduce((told, actor) => heard(actor, told, now), messages),
  }
}

/** What one fault makes of what the one before it tells. */
function heard(
  { fault, isOn }: Actor,
  messages: readonly MarketMessage[],
  now: Instant,
): readonly MarketMessage[] {
  const released = fault.releases?.(isOn ? now : Infinity) ?? []
  const told = isOn && fault.tells ? messages.flatMap((message) => fault.tells?.(message) ?? []) : messages
  return released.length > 0 ? [...released, ...told] : told
}
