import type { Instant } from '../../src/domain/time.ts'

/** A value that changes at instants, and what it was some time ago. */
export interface StepHistory {
  /** Sets the value from a time on. A time before the last one counts as the last one. */
  readonly set: (time: Instant, value: number) => void
  /** The value that stood at `time`: the newest set then or before; `undefined` when none was. Forgets all older ones. */
  readonly at: (time: Instant) => number | undefined
}

/** A history without a value. It holds changes only: as many as there were since the time last asked for. */
export function stepHistory(): StepHistory {
  let times: number[] = []
  let values: number[] = []
  /** Place of the value asked for last. */
  let asked = 0

  const compact = (): void => {
    times = times.slice(asked)
    values = values.slice(asked)
    asked = 0
  }

  return {
    set(time, value) {
      if (value === values.at(-1)) return
      times.push(Math.max(time, times.at(-1) ?? -Infinity))
      values.push(value)
    },
    at(time) {
      while ((times[asked + 1] ?? Infinity) <= time) asked += 1
      // Half of it is past: moving the rest costs no more than the pushes that brought it.
      if (asked > 32 && asked * 2 > times.length) compact()
      return (times[asked] ?? Infinity) <= time ? values[asked] : undefined
    },
  }
}
