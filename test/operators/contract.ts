import { from, type OperatorFunction, Subject } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { snapshots } from '../../operators/state/snapshots.ts'
import { marbles } from '../../src/testing/marbles.ts'

/** An operator on a short stream. */
interface OperatorCase<I, O> {
  readonly operator: () => OperatorFunction<I, O>
  /** One character a frame; a frame without a value before the last value; completion at the end. */
  readonly source: string
  readonly inputs: Readonly<Record<string, I>>
  /** What comes out; values that completion brings stand in its group, `(xy|)`. */
  readonly expected: string
  readonly outputs: Readonly<Record<string, O>>
}

/** The six cases that every operator has to stand. */
export function operatorContract<I, O>({ operator, inputs, outputs, ...drawn }: OperatorCase<I, O>): void {
  const source = drawn.source.trim()
  const expected = drawn.expected.trim()
  describe('as every operator', () => {
    it(
      'emits what its values bring, and completes',
      marbles((m) => {
        const values$ = m.hot<I>(source, inputs)
        m.expect(values$.pipe(operator())).toBeObservable(expected, outputs)
        m.expect(values$).toHaveSubscriptions(`^${'-'.repeat(source.length - 2)}!`)
      }),
    )

    it(
      'completes at once, with nothing, when nothing came',
      marbles((m) => {
        m.expect(m.cold<I>('---|').pipe(operator())).toBeObservable('---|')
      }),
    )

    it(
      'passes an error on at once',
      marbles((m) => {
        const failing$ = m.cold<I>(source.replace('|', '#'), inputs)
        m.expect(failing$.pipe(operator())).toBeObservable(expected.replace(/\(\w*\|\)|\|/, '#'), outputs)
      }),
    )

    it(
      'unsubscribes from its source',
      marbles((m) => {
        const last = source.search(/[a-z]-*\|$/)
        const values$ = m.hot<I>(source, inputs)
        const unsubscribed = `^${'-'.repeat(last - 2)}!`
        m.expect(values$.pipe(operator()), unsubscribed).toBeObservable(expected.slice(0, last - 1), outputs)
        m.expect(values$).toHaveSubscriptions(unsubscribed)
      }),
    )

    it(
      'keeps a state of its own for each subscription',
      marbles((m) => {
        const out$ = m.cold<I>(source, inputs).pipe(operator())
        m.expect(out$).toBeObservable(expected, outputs)
        m.expect(out$, '--^').toBeObservable(`--${expected}`, outputs)
      }),
    )

    it('goes on from its saved state as if there had been no break', () => {
      const values = source.split(/-*/).flatMap((name) => (name in inputs ? [inputs[name] as I] : []))
      const whole = run(values, operator())
      for (const at of values.keys())
        expect(runBroken(values, operator, at), `broken at ${at}`).toEqual(whole)
    })
  })
}

/** What an operator makes of values, as an array. */
export function run<I, O>(values: readonly I[], operator: OperatorFunction<I, O>): O[] {
  const out: O[] = []
  from(values)
    .pipe(operator)
    .subscribe((value) => out.push(value))
  return out
}

/**
 * What two of an operator make of values together: the first one of those before place `at`, the second one of the rest, from
 * a copy of what the first one remembered.
 */
function runBroken<I, O>(values: readonly I[], operator: () => OperatorFunction<I, O>, at: number): O[] {
  const out: O[] = []
  const first = snapshots({ fingerprint: '' })
  const values$ = new Subject<I>()
  values$.pipe(first.collect(operator())).subscribe((value) => out.push(value))
  for (const value of values.slice(0, at)) values$.next(value)

  const second = snapshots({ fingerprint: '' })
  const continued = second.collect(operator())
  second.load(structuredClone(first.save()))
  from(values.slice(at))
    .pipe(continued)
    .subscribe((value) => out.push(value))
  return out
}
