import { z } from 'zod'
import { ictTimeOfDay, type Instant } from '../../domain/time.ts'
import type { Random } from '../random.ts'

const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/

const DAY = 86_400_000

const SECONDS = 'a number of seconds, 0 to 86400'

const CLOCK = 'a time of day like 09:31 or 09:31:30'

/** A number of seconds of the exchange. */
export const seconds = z.number({ error: SECONDS }).min(0, { error: SECONDS }).max(86_400, { error: SECONDS })

const CHANCE = 'the chance in each second, above 0 and at most 1'

/** The fields that say when a fault is at work. */
export const timingFields = {
  at: z.string({ error: CLOCK }).regex(TIME_OF_DAY, { error: CLOCK }).optional(),
  after: seconds.optional(),
  chance: z.number({ error: CHANCE }).gt(0, { error: CHANCE }).max(1, { error: CHANCE }).optional(),
}

/**
 * When a fault is at work, in the exchange's time: at a time of each day, so many seconds after the start, by chance in each second;
 * with none of them all the time.
 */
export interface Timing {
  readonly at?: string | undefined
  readonly after?: number | undefined
  readonly chance?: number | undefined
  /** Seconds; 0 for what happens in a moment. */
  readonly for: number
}

/** The stretches of time in which a fault is at work. */
export interface Spells {
  /** Moves on to a time, which never goes back; gives what happened on the way, in order. */
  moveTo(time: Instant): readonly ('begins' | 'ends')[]
}

/** The spells of one fault, from the exchange's start on. One that is over before it was seen begins late, and ends at the next move. */
export function spells(timing: Timing, start: Instant, random: Random): Spells {
  const beginning = beginningsOf(timing, start, random)
  const isAlways = [timing.at, timing.after, timing.chance].every((when) => when === undefined)
  const length = isAlways ? Infinity : timing.for * 1000
  let end = start
  let isOn = false

  /** Goes through all that began up to a time; true when any did. */
  const begun = (time: Instant): boolean => {
    let any = false
    while (end <= time) {
      const from = beginning(time, end)
      if (from === undefined) return any
      end = from + length
      any = true
    }
    return any
  }
  return {
    moveTo(time) {
      const wasOn = isOn && end > time
      const begins = begun(time)
      const ends = isOn && !wasOn
      isOn = wasOn || begins
      return [...(ends ? (['ends'] as const) : []), ...(begins ? (['begins'] as const) : [])]
    },
  }
}

/** Gives the next beginning that is not before `since`, if it is not after `upTo`; each once. */
type Beginnings = (upTo: Instant, since: Instant) => Instant | undefined

function beginningsOf({ at, after, chance }: Timing, start: Instant, random: Random): Beginnings {
  if (chance !== undefined) return byChance(chance, start, random)
  if (at !== undefined) return listed(start + ((timeOfDay(at) - ictTimeOfDay(start) + DAY) % DAY), DAY)
  return listed(start + (after ?? 0) * 1000, Infinity)
}

function timeOfDay(text: string): number {
  const [, h, m, s = 0] = TIME_OF_DAY.exec(text) ?? []
  return ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000
}

function listed(first: Instant, every: number): Beginnings {
  let next = first
  return (upTo) => {
    if (next > upTo) return undefined
    const begun = next
    next += every
    return begun
  }
}

/** One throw for each second of the exchange in which it is not at work, whatever the steps in which time goes on. */
function byChance(chance: number, start: Instant, random: Random): Beginnings {
  let next = start
  return (upTo, since) => {
    while (next < since) next += 1000
    while (next <= upTo) {
      const second = next
      next += 1000
      if (random.chance(chance)) return second
    }
    return undefined
  }
}
