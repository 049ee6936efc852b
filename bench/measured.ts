import { shareOf } from './figure.ts'

/** What one way of doing a thing takes for one item: the median over the slices, and the quartiles. */
export interface Measured {
  /** CPU time of the process with all its threads, ns. */
  readonly cpu: Spread
  /** Time by the clock, ns. */
  readonly wall: Spread
}

/** The median of some values, between their quartiles. */
export interface Spread {
  readonly low: number
  readonly median: number
  readonly high: number
}

/** Does the slice of a round: always as many items. What it gives is kept from being left out as of no use. */
export type Way = (round: number) => unknown

/** How it is measured. */
export interface MeasuredOptions {
  /** Items of a slice. */
  readonly items: number
  /** Slices of each way that count, and that warm up. */
  readonly rounds: number
  readonly warmUp: number
  /** Makes what all ways take in their next slice, without being measured. */
  readonly prepare?: (round: number) => void
}

/**
 * Measures several ways in turns of short slices, so that what else the machine does meets them all alike; every other turn goes the other
 * way round. What one leaves behind is collected before the next begins, and not measured.
 */
export async function measured<K extends string>(
  ways: Readonly<Record<K, Way>>,
  { items, rounds, warmUp, prepare }: MeasuredOptions,
): Promise<Readonly<Record<K, Measured>>> {
  const names = Object.keys(ways) as K[]
  const taken = new Map(names.map((name) => [name, { cpu: [] as number[], wall: [] as number[] }]))
  for (let round = 0; round < warmUp + rounds; round += 1) {
    prepare?.(round)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      collectYoung()
      const { cpu, wall } = await slice(() => ways[name](round))
      if (round < warmUp) continue
      taken.get(name)?.cpu.push(cpu / items)
      taken.get(name)?.wall.push(wall / items)
    }
  }
  return Object.fromEntries(
    [...taken].map(([name, { cpu, wall }]) => [name, { cpu: spreadOf(cpu), wall: spreadOf(wall) }]),
  ) as Record<K, Measured>
}

/**
 * Not all of the heap: that throws away the compiled code for shapes of which nothing is alive just then, so that each slice began cold, and
 * took up to four times as long; a program that runs has something of each. Twice: what is still used is then old, and no slice has to move it.
 */
function collectYoung(): void {
  globalThis.gc?.(true)
  globalThis.gc?.(true)
}

/** Keeps what is done from being left out as of no use. */
export let kept: unknown

async function slice(work: () => unknown): Promise<{ readonly cpu: number; readonly wall: number }> {
  const cpu = process.cpuUsage()
  const wall = process.hrtime.bigint()
  const given = work()
  kept = given instanceof Promise ? await given : given
  const time = Number(process.hrtime.bigint() - wall)
  const { user, system } = process.cpuUsage(cpu)
  return { cpu: (user + system) * 1_000, wall: time }
}

/** The median of some values, between their quartiles. */
export const spreadOf = (values: readonly number[]): Spread => ({
  low: shareOf(values, 0.25),
  median: shareOf(values, 0.5),
  high: shareOf(values, 0.75),
})

/** The spread of what is done in a second by what one takes, ns. */
export const perSecond = ({ low, high }: Spread): readonly [number, number] => [1e9 / high, 1e9 / low]
