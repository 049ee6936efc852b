import type { Instant } from '../../src/domain/time.ts'

/** How a pipeline stands. */
export interface PipelineStanding {
  readonly name: string
  /** `waiting`: for the first event that says a time; `failed`: until the feed's clock comes to `again`. */
  readonly state: 'waiting' | 'running' | 'failed'
  /** Outputs that it was given, and rows that it gave. */
  readonly events: number
  readonly rows: number
  readonly failures: number
  /** Outputs that came while it had failed, or before the first that says a time. */
  readonly missed: number
  /** What it failed of last, and where. */
  readonly error?: string
  /** Feed time at which it begins again. */
  readonly again?: Instant
  /** Processor time of an output, ms, of those that were measured; absent where nothing is. */
  readonly cost?: { readonly median: number; readonly p99: number }
  /** Size of what vnflow's own operators in it remember, bytes; what other operators remember nobody can see. */
  readonly stateBytes: number
}

/** Outputs that the cost is measured of: one of so many. */
const EVERY = 16
/** Measurements that are kept. */
const KEPT = 512

/** Counts what a pipeline does. */
export interface Counts {
  events: number
  rows: number
  failures: number
  /** Outputs that it asks for. */
  wanted: number
  error: string | undefined
  again: Instant | undefined
  isRunning: boolean
  costs: Float64Array
  measured: number
}

/** Nothing was done yet. */
export const noCounts = (): Counts => ({
  events: 0,
  rows: 0,
  failures: 0,
  wanted: 0,
  error: undefined,
  again: undefined,
  isRunning: false,
  costs: new Float64Array(KEPT),
  measured: 0,
})

/** True when the cost of the next output is to be measured. */
export const isMeasured = ({ events }: Counts): boolean => events % EVERY === 0

/** Keeps a measurement, ms. */
export function measure(counts: Counts, cost: number): void {
  counts.costs[counts.measured % KEPT] = cost
  counts.measured += 1
}

function costOf({ costs, measured }: Counts): PipelineStanding['cost'] {
  if (measured === 0) return undefined
  const sorted = costs.slice(0, Math.min(measured, KEPT)).sort()
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return { median: at(0.5), p99: at(0.99) }
}

function stateOf({ isRunning, again }: Counts): PipelineStanding['state'] {
  if (isRunning) return 'running'
  return again === undefined ? 'waiting' : 'failed'
}

/** How a pipeline stands, of what was counted. */
export function standingOf(name: string, counts: Counts, stateBytes: number): PipelineStanding {
  const { events, rows, failures, wanted, error, again } = counts
  const cost = costOf(counts)
  const state = stateOf(counts)
  return {
    name,
    state,
    events,
    rows,
    failures,
    missed: wanted - events,
    ...(error !== undefined && { error }),
    ...(state === 'failed' && again !== undefined && { again }),
    ...(cost && { cost }),
    stateBytes,
  }
}
