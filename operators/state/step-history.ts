import type { Instant } from '../../src/domain/time.ts'

/** A value that changes at instants, and what it was some time ago: changes only, as many as since the time last asked for. */
export interface StepHistory {
  times: number[]
  values: number[]
  /** Where in the log they were told. */
  seqs: number[]
  /** Place of the value asked for last. */
  asked: number
}

/** A history without a value. */
export const stepHistory = (): StepHistory => ({ times: [], values: [], seqs: [], asked: 0 })

/** Forgets all values. */
export function clearSteps(history: StepHistory): void {
  history.times = []
  history.values = []
  history.seqs = []
  history.asked = 0
}

/** Sets the value from a time on. A time before the last one counts as the last one. */
export function setStep({ times, values }: StepHistory, time: Instant, value: number): void {
  if (value === values.at(-1)) return
  times.push(Math.max(time, times.at(-1) ?? -Infinity))
  values.push(value)
}

/** Notes where in the log the value set last was told; said after each `setStep`, for `stepsSince`. */
export function noteStep({ values, seqs }: StepHistory, seq: number): void {
  if (seqs.length < values.length) seqs.push(seq)
}

/** The value that stood at `time`: the newest set then or before; `undefined` when none was. Forgets all older ones. */
export function stepAt(history: StepHistory, time: Instant): number | undefined {
  while ((history.times[history.asked + 1] ?? Infinity) <= time) history.asked += 1
  // Half of it is past: moving the rest costs no more than the pushes that brought it.
  if (history.asked > 32 && history.asked * 2 > history.times.length) compact(history)
  const { times, values, asked } = history
  return (times[asked] ?? Infinity) <= time ? values[asked] : undefined
}

function compact(history: StepHistory): void {
  history.times = history.times.slice(history.asked)
  history.values = history.values.slice(history.asked)
  history.seqs = history.seqs.slice(history.asked)
  history.asked = 0
}

/** A value, from when on, and where in the log it was told. */
export interface Step {
  readonly seq: number
  readonly exchangeTime: Instant
  readonly value: number
}

/** The value asked for last, and all that were set since. */
export const stepsSince = ({ times, values, seqs, asked }: StepHistory): readonly Step[] =>
  values.slice(asked).map((value, i) => ({
    seq: seqs[asked + i] ?? 0,
    exchangeTime: times[asked + i] ?? 0,
    value,
  }))
