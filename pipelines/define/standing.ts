import type { Instant } from '../../src/domain/time.ts'

/** What a pipeline was given of one kind of output, or of another pipeline. */
interface InputStanding {
  /** The kind of output, or the name of the pipeline, as `inputName` has it. */
  readonly name: string
  readonly given: number
  readonly missed: number
}

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
  /** The same by what it takes. */
  readonly inputs: readonly InputStanding[]
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
  /** Outputs that it asks for and was given, by the names of its inputs. */
  readonly inputs: Map<string, { wanted: number; given: number }>
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
  inputs: new Map(),
  error: undefined,
  again: undefined,
  isRunning: false,
  costs: new Float64Array(KEPT),
  measured: 0,
})

/** Counts an output that it asks for. */
export function countWanted(counts: Counts, input: string): void {
  counts.wanted += 1
  const found = counts.inputs.get(input)
  if (found) found.wanted += 1
  else counts.inputs.set(input, { wanted: 1, given: 0 })
}

/** Counts one of them that it was given. */
export function countGiven(counts: Counts, input: string): void {
  counts.events += 1
  const found = counts.inputs.get(input)
  if (found) found.given += 1
}

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
  const { events, rows, failures, wanted, inputs, error, again } = counts
  const cost = costOf(counts)
  const state = stateOf(counts)
  return {
    name,
    state,
    events,
    rows,
    failures,
    missed: wanted - events,
    inputs: [...inputs].map(([input, count]) => ({
      name: input,
      given: count.given,
      missed: count.wanted - count.given,
    })),
    ...(error !== undefined && { error }),
    ...(state === 'failed' && again !== undefined && { again }),
    ...(cost && { cost }),
    stateBytes,
  }
}
