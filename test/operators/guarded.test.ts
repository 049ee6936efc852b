import { filter, finalize, map, mergeMap, of, pipe, scan, Subject, take, throwError, toArray } from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import { type Guest, guarded, type GuardedOptions } from '../../operators/guarded.ts'
import { marbles } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'

interface Value {
  readonly exchangeTime: number | undefined
  readonly n: number
}
const at = (exchangeTime: number | undefined, n = 0): Value => ({ exchangeTime, n })

/** Counts the values of a run, and fails at those that `isBad`. */
const counting = (isBad: (value: Value) => boolean): Guest<Value, string> => ({
  operator: pipe(
    mergeMap((value) => (isBad(value) ? throwError(() => new Error(`bad ${value.n}`)) : of(value))),
    scan((count) => count + 1, 0),
    map((count) => `${count}`),
  ),
  admits: () => true,
})

const run = (values: readonly Value[], isBad: (value: Value) => boolean, options: GuardedOptions = {}) => {
  const given: string[] = []
  of(...values)
    .pipe(guarded<Value, string>(() => counting(isBad), options))
    .subscribe({ next: (text) => given.push(text), complete: () => given.push('|') })
  return given
}

describe('guarded', () => {
  it(
    'gives what the operator gives, and completes with it',
    marbles((m) => {
      const values = { a: at(1_000), b: at(2_000) }
      const source$ = m.hot('-a-b-|', values)
      const guarded$ = source$.pipe(guarded<Value, string>(() => counting(() => false)))
      m.expect(guarded$).toBeObservable('-1-2-|')
      m.expect(source$).toHaveSubscriptions('^----!')
    }),
  )

  it(
    'passes an error of the source at once, and unsubscribes from it with its subscriber',
    marbles((m) => {
      const failing$ = m.hot<Value>('-a-#', { a: at(1_000) })
      m.expect(failing$.pipe(guarded<Value, string>(() => counting(() => false)))).toBeObservable('-1-#')
      const source$ = m.hot<Value>('-a-a-a', { a: at(1_000) })
      m.expect(source$.pipe(guarded<Value, string>(() => counting(() => false))), '---!').toBeObservable(
        '-1-',
      )
      m.expect(source$).toHaveSubscriptions('^--!')
    }),
  )

  it('begins with the first value that says a time', () => {
    expect(run([at(undefined), at(0), at(5), at(undefined)], () => false)).toEqual(['1', '2', '|'])
  })

  it('begins anew, with nothing remembered, when the feed has come a second further', () => {
    const values = [at(1_000), at(1_000), at(1_000, 1), at(1_500), at(2_000), at(2_000)]
    expect(run(values, ({ n }) => n === 1)).toEqual(['1', '2', '1', '2', '|'])
  })

  it('waits twice as long after each further failure, up to the longest', () => {
    const failures: number[] = []
    const values = Array.from({ length: 100 }, (_, i) => at(1_000 * (i + 1)))
    run(values, () => true, { longest: 8_000, onFailure: (_, again) => failures.push(again / 1_000) })
    expect(failures.slice(0, 7)).toEqual([2, 4, 8, 16, 24, 32, 40])
  })

  it('forgets failures when a run has lasted', () => {
    const failures: number[] = []
    const values = [at(1_000, 1), at(2_000), at(40_000, 1), at(41_000)]
    const given = run(values, ({ n }) => n === 1, {
      longest: 3_000,
      onFailure: (_, again) => failures.push(again),
    })
    expect(failures).toEqual([2_000, 41_000])
    expect(given).toEqual(['1', '1', '|'])
  })

  it.each([
    ['ten times the longest wait', 32_000, 33_000],
    ['less', 31_999, 33_999],
  ])('forgets failures after %s, and not before', (_, then, again) => {
    const failures: number[] = []
    run([at(1_000, 1), at(2_000), at(then, 1)], ({ n }) => n === 1, {
      longest: 3_000,
      onFailure: (_, due) => failures.push(due),
    })
    expect(failures).toEqual([2_000, again])
  })

  it('lets the operator tell at its end, of the last value, what it gathered', () => {
    let current: () => Value | undefined = () => undefined
    const told: unknown[] = []
    of(at(1_000, 1), at(2_000, 2))
      .pipe(
        guarded<Value, Value[]>((value) => {
          current = value
          return { operator: toArray(), admits: () => true }
        }),
      )
      .subscribe((all) =>
        told.push(
          all.map(({ n }) => n),
          current()?.n,
        ),
      )
    expect([...told, current()]).toEqual([[1, 2], 2, undefined])
  })

  it('takes a throw at its end for a failure, and completes', () => {
    const reasons: unknown[] = []
    const operator = pipe(
      toArray<Value>(),
      map(() => {
        throw new Error('end')
      }),
    )
    const ends = vi.fn()
    of(at(1_000))
      .pipe(
        guarded(() => ({ operator, admits: () => true }), { onFailure: (reason) => reasons.push(reason) }),
      )
      .subscribe({ complete: ends })
    expect(reasons).toEqual([new Error('end')])
    expect(ends).toHaveBeenCalledOnce()
  })

  it('begins no further run when the operator completes by itself', () => {
    const onStart = vi.fn()
    const given: unknown[] = []
    of(at(1_000, 1), at(2_000, 2), at(900_000, 3))
      .pipe(guarded<Value, Value>(() => ({ operator: take(1), admits: () => true }), { onStart }))
      .subscribe(({ n }) => given.push(n))
    expect(given).toEqual([1])
    expect(onStart).toHaveBeenCalledOnce()
  })

  it('ends the run with its subscriber', () => {
    const ended = vi.fn()
    const values$ = new Subject<Value>()
    const running = values$
      .pipe(guarded<Value, Value>(() => ({ operator: finalize(ended), admits: () => true })))
      .subscribe()
    values$.next(at(1_000))
    expect(ended).not.toHaveBeenCalled()
    running.unsubscribe()
    expect(ended).toHaveBeenCalledOnce()
  })

  it('keeps from the operator what it does not admit', () => {
    const given: number[] = []
    of(at(1_000, 1), at(2_000, 2), at(3_000, 3))
      .pipe(guarded<Value, Value>(() => ({ operator: filter(() => true), admits: ({ n }) => n !== 2 })))
      .subscribe(({ n }) => given.push(n))
    expect(given).toEqual([1, 3])
  })

  it('begins as if nothing had come yet when it is reset, even at an earlier time', () => {
    const [values$, reset$] = [new Subject<Value>(), new Subject<void>()]
    const given: string[] = []
    const failures: number[] = []
    const onFailure = (_: unknown, again: number) => failures.push(again)
    values$
      .pipe(guarded<Value, string>(() => counting(({ n }) => n === 1), { reset$, onFailure }))
      .subscribe((text) => given.push(text))
    for (const value of [at(5_000), at(5_000), at(6_000, 1)]) values$.next(value)
    reset$.next()
    for (const value of [at(2_000), at(2_000), at(3_000, 1)]) values$.next(value)
    expect(given).toEqual(['1', '2', '1', '2'])
    expect(failures).toEqual([7_000, 4_000])
  })

  it('passes an error of what resets it', () => {
    const failed: unknown[] = []
    of(at(1_000))
      .pipe(
        guarded<Value, string>(() => counting(() => false), { reset$: throwError(() => new Error('lost')) }),
      )
      .subscribe({ error: (reason: unknown) => failed.push(reason) })
    expect(failed).toEqual([new Error('lost')])
  })

  it('takes a throw while it begins, and while a value is let in, for a failure', () => {
    const reasons: unknown[] = []
    const onFailure = (reason: unknown) => reasons.push((reason as Error).message)
    const throws = (message: string) => () => {
      throw new Error(message)
    }
    of(at(1_000))
      .pipe(guarded<Value, string>(throws('begin'), { onFailure }))
      .subscribe()
    of(at(1_000))
      .pipe(
        guarded<Value, Value>(() => ({ operator: filter(() => true), admits: throws('admits') }), {
          onFailure,
        }),
      )
      .subscribe()
    of(at(1_000))
      .pipe(
        guarded<Value, Value>(() => ({ operator: throws('subscribe'), admits: () => true }), { onFailure }),
      )
      .subscribe()
    expect(reasons).toEqual(['begin', 'admits', 'subscribe'])
  })

  it('says which value is being taken in, and none in between', () => {
    const seen: (number | undefined)[] = []
    let current: () => Value | undefined = () => undefined
    of(at(1_000, 1), at(2_000, 2))
      .pipe(
        guarded<Value, Value>((value) => {
          current = value
          return { operator: filter(() => true), admits: () => true }
        }),
      )
      .subscribe(() => seen.push(current()?.n))
    expect([...seen, current()?.n]).toEqual([1, 2, undefined])
  })

  test.prop([fc.array(fc.record({ step: fc.nat(3_000), bad: fc.boolean() }), { maxLength: 60 })])(
    'fails and begins at the same places each time',
    (steps) => {
      let now = 1_000
      const values = steps.map(({ step, bad }) => at((now += step), bad ? 1 : 0))
      const once = () => {
        const told: unknown[] = []
        const given = run(values, ({ n }) => n === 1, { onFailure: (_, again) => told.push(again) })
        return [given, told]
      }
      expect(once()).toEqual(once())
    },
  )
})
