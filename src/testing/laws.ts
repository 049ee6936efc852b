import { deepStrictEqual } from 'node:assert/strict'
import { from, type Observer, type OperatorFunction, Subject, tap } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { snapshots } from '../../operators/state/snapshots.ts'

/** Makes the operator that a law is about; for a pipeline `() => asOperator(pipeline)`. */
type MakeOperator<I, O> = () => OperatorFunction<I, O>

/** A value, the end, or what it failed of, as plain data. */
type Told<O> = { readonly value: O } | { readonly end: 'completed' } | { readonly failed: unknown }

/** Wall time between two chunks, ms. */
const BETWEEN = 3_600_000

/**
 * The law of chunks: the same comes of values that all come at once and of those that come a few at a time, an hour of the wall clock
 * between. It breaks where a timer, a promise or the time of day has a say. Throws an `AssertionError` with both sides.
 *
 * @param sizes - how many values come at a time, again and again; one unless said
 */
export function sameInAnyChunks<I, O>(
  operator: MakeOperator<I, O>,
  values: readonly I[],
  sizes: readonly number[] = [1],
): void {
  deepStrictEqual(heard(operator(), chunked(values, sizes)), heard(operator(), [values]))
}

function chunked<T>(values: readonly T[], sizes: readonly number[]): readonly (readonly T[])[] {
  if (sizes.length === 0 || sizes.some((size) => !(size >= 1)))
    throw new RangeError('A chunk has one value at least.')
  const chunks: (readonly T[])[] = []
  for (let from = 0; from < values.length; from += chunks.at(-1)?.length ?? 0)
    chunks.push(values.slice(from, from + (sizes[chunks.length % sizes.length] ?? 1)))
  return chunks
}

/** All that comes of chunks in virtual time, completion and error among it. */
function heard<I, O>(
  operator: OperatorFunction<I, O>,
  chunks: readonly (readonly I[])[],
): readonly Told<O>[] {
  const all: Told<O>[] = []
  const scheduler = new TestScheduler(() => undefined)
  scheduler.run(() => {
    const values$ = new Subject<I>()
    const running = values$.pipe(operator).subscribe(into(all))
    const last = chunks.length - 1
    for (const [i, chunk] of (chunks.length > 0 ? chunks : [[]]).entries())
      scheduler.schedule(() => {
        for (const value of chunk) values$.next(value)
        if (i < last) return
        values$.complete()
        running.unsubscribe()
      }, i * BETWEEN)
  })
  return all
}

/**
 * The law of snapshots: wherever an operator is broken off, a second one that goes on from a copy of what it remembered gives what one alone
 * would have. It breaks where something is remembered outside of `stateful` and `byKind`. Throws an `AssertionError` that names the place.
 */
export function sameFromSnapshot<I, O>(operator: MakeOperator<I, O>, values: readonly I[]): void {
  const whole = told(operator(), values)
  for (const at of values.keys())
    deepStrictEqual({ brokenAt: at, told: broken(operator, values, at) }, { brokenAt: at, told: whole })
}

function told<I, O>(operator: OperatorFunction<I, O>, values: readonly I[]): Told<O>[] {
  const out: Told<O>[] = []
  from(values).pipe(operator).subscribe(into(out))
  return out
}

function broken<I, O>(operator: MakeOperator<I, O>, values: readonly I[], at: number): Told<O>[] {
  const out: Told<O>[] = []
  const first = snapshots({ fingerprint: '' })
  const values$ = new Subject<I>()
  const running = values$.pipe(first.collect(operator())).subscribe(into(out))
  for (const value of values.slice(0, at)) values$.next(value)
  if (running.closed) return out
  running.unsubscribe()

  const second = snapshots({ fingerprint: '' })
  const continued = second.collect(operator())
  second.load(structuredClone(first.save()))
  return [...out, ...told(continued, values.slice(at))]
}

/**
 * The law of no foresight: what is told up to a value hangs on the values up to it alone, and stays as it was told. It breaks where
 * something is shared between two that run, and where an output is changed after it went out. Throws an `AssertionError` that names the place.
 */
export function looksAtNothingLater<I, O>(operator: MakeOperator<I, O>, values: readonly I[]): void {
  const whole = toldUntil(operator(), values)
  deepStrictEqual(whole.now, whole.then, 'What was told was changed afterwards.')
  for (const at of values.keys()) {
    const { then } = toldUntil(operator(), values.slice(0, at))
    deepStrictEqual({ until: at, told: then }, { until: at, told: whole.then.slice(0, whole.counts[at]) })
  }
}

/** What is told of values that others would follow: as it is now and as it was then, and how much of it came before each value. */
function toldUntil<I, O>(operator: OperatorFunction<I, O>, values: readonly I[]) {
  const now: Told<O>[] = []
  const then: Told<O>[] = []
  const counts: number[] = []
  const values$ = new Subject<I>()
  const copied = tap<O>((value) => then.push({ value: structuredClone(value) }))
  const running = values$.pipe(operator, copied).subscribe(into(now))
  for (const value of values) {
    counts.push(then.length)
    values$.next(value)
  }
  running.unsubscribe()
  return { now: now.filter((one) => 'value' in one), then, counts }
}

/** Keeps what comes. */
const into = <O>(all: Told<O>[]): Observer<O> => ({
  next: (value) => all.push({ value }),
  error: (failed: unknown) => all.push({ failed }),
  complete: () => all.push({ end: 'completed' }),
})
