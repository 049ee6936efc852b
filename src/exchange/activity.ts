import type { Phase } from '../domain/market.ts'
import { phaseTimes } from '../market/phases.ts'

const MINUTE = 60_000

/** A swell of orders that dies away: how strong, since when, and over how many ms it falls to a third. */
const after = (start: number, strength: number, fade: number) => (time: number) =>
  time < start ? 0 : strength * Math.exp((start - time) / fade)

/** A swell that grows towards an end. */
const towards = (end: number, strength: number, rise: number) => (time: number) =>
  time > end ? 0 : strength * Math.exp((time - end) / rise)

/** HNX trades from the first minute of the morning, without an auction before. */
const CONTINUOUS = phaseTimes('HNX').filter(({ phase }) => phase === 'continuous')

const SWELLS = [
  ...CONTINUOUS.slice(0, 1).map(({ from }) => after(from, 1.5, 30 * MINUTE)),
  ...CONTINUOUS.slice(1).flatMap(({ from, until }) => [
    after(from, 0.7, 15 * MINUTE),
    towards(until, 1.3, 25 * MINUTE),
  ]),
]
const CALM = 0.5

/**
 * How many orders come at a time of day, relative to a mean of about 1: a U over the day, with a smaller rise after lunch. 0 in a phase
 * that takes none.
 *
 * @param timeOfDay - ms since midnight
 */
export function activityAt(phase: Phase, timeOfDay: number): number {
  if (phase === 'ato' || phase === 'atc') return 0.9
  if (phase !== 'continuous') return 0
  return SWELLS.reduce((sum, swell) => sum + swell(timeOfDay), CALM)
}
