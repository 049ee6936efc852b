import { ignoreElements, interval, last, merge, type Observable, takeUntil, tap } from 'rxjs'
import type { Output } from '../domain/outputs.ts'

/** What the outputs of a process are counted by. */
export interface Flow {
  /** Counts, and measures, while it is subscribed to. Emits nothing; completes with the outputs. */
  toCounts(outputs$: Observable<Output>): Observable<never>
  readonly count: (kind: Output['kind']) => number
  /** In a second, over the last ten. */
  readonly rate: (kind: Output['kind']) => number
  /** From the arrival of a frame to its outputs, ms; undefined before the first was measured. */
  readonly latency: () => { readonly median: number; readonly p99: number } | undefined
}

const SECONDS = 10
/** Outputs of which one is measured. */
const EVERY = 64
const KEPT = 512
const MINUTE = 60_000

type Totals = Map<Output['kind'], number>

/**
 * Nothing was counted yet.
 *
 * @param now - the clock that frames are received by; without one, as in a replay, no latency is told
 */
export function makeFlow(now?: () => number): Flow {
  const totals: Totals = new Map()
  const seconds: Totals[] = [new Map<Output['kind'], number>()]
  const latencies: number[] = []
  let count = 0
  let measured = 0

  const take = ({ kind, receivedTime }: Output): void => {
    totals.set(kind, (totals.get(kind) ?? 0) + 1)
    count += 1
    if (!now || count % EVERY !== 0) return
    const latency = now() - receivedTime
    // What is read from the log again arrived long ago.
    if (latency < MINUTE) latencies[measured++ % KEPT] = latency
  }
  const tick = (): void => {
    seconds.push(new Map(totals))
    if (seconds.length > SECONDS + 1) seconds.shift()
  }
  return {
    toCounts(outputs$) {
      return merge(
        outputs$.pipe(tap(take)),
        interval(1_000).pipe(tap(tick), takeUntil(outputs$.pipe(last(null, undefined)))),
      ).pipe(ignoreElements())
    },
    count: (kind) => totals.get(kind) ?? 0,
    rate(kind) {
      const [first] = seconds
      const elapsed = seconds.length - 1
      return elapsed === 0 ? 0 : ((seconds.at(-1)?.get(kind) ?? 0) - (first?.get(kind) ?? 0)) / elapsed
    },
    latency() {
      const sorted = latencies.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
      return sorted.length === 0 ? undefined : { median: at(0.5), p99: at(0.99) }
    },
  }
}
