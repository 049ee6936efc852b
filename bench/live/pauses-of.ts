import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import { shareOf } from '../figure.ts'

/** What a process stood still for, ms. */
export interface Pauses {
  /** All collections of garbage but one in a thousand took no longer. */
  readonly gc: number
  readonly gcLongest: number
  readonly gcCount: number
  /** Delay of the event loop. */
  readonly delay: number
  readonly delayAtMost: number
}

/** Watches how long this process stands still. */
export function pausesOf(): { readonly begin: () => void; readonly read: () => Pauses } {
  let collections: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collections.push(duration)
  })
  observer.observe({ entryTypes: ['gc'] })
  const delay = monitorEventLoopDelay({ resolution: 1 })
  // What is told is the time between two turns of a timer of 1 ms.
  const at = (share: number) => Math.max(0, delay.percentile(share) / 1e6 - 1)
  return {
    begin() {
      collections = []
      delay.reset()
      delay.enable()
    },
    read: () => ({
      gc: shareOf(collections, 0.999),
      gcLongest: Math.max(0, ...collections),
      gcCount: collections.length,
      delay: at(99),
      delayAtMost: at(99.9),
    }),
  }
}
