import { map, pipe, Subject, take } from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import { follow, followed } from '../../../operators/state/followed.ts'
import { stateful } from '../../../operators/state/stateful.ts'
import { marbles } from '../../../src/testing/marbles.ts'
import { operatorContract } from '../contract.ts'

const stateless = () => ({})
const doubled = () =>
  stateful(stateless, (_, emit: (value: string) => void) => ({
    next: (value: string) => emit(value + value),
  }))

describe('followed', () => {
  describe('operators in one row', () => {
    operatorContract<string, string>({
      operator: () => pipe(doubled(), doubled()),
      source: '  -a-b-|',
      inputs: { a: 'a', b: 'b' },
      expected: '-x-y-|',
      outputs: { x: 'aaaa', y: 'bbbb' },
    })
  })

  describe('operators around one of another kind', () => {
    operatorContract<string, string>({
      operator: () =>
        pipe(
          doubled(),
          map((value) => value),
          doubled(),
        ),
      source: '  -a-b-|',
      inputs: { a: 'a', b: 'b' },
      expected: '-x-y-|',
      outputs: { x: 'aaaa', y: 'bbbb' },
    })
  })

  it(
    'makes a throw of any in the row the error of the stream, and unsubscribes',
    marbles((m) => {
      const failure = new Error('broken')
      const values$ = m.hot('-a-b-|')
      const broken = stateful<object, string, string>(stateless, () => ({
        next(value: string) {
          if (value === 'bb') throw failure
        },
      }))
      m.expect(values$.pipe(doubled(), broken, doubled())).toBeObservable('---#', undefined, failure)
      m.expect(values$).toHaveSubscriptions('^--!')
    }),
  )

  it('follows any stream until it is unsubscribed from', () => {
    const values$ = new Subject<number>()
    const seen: number[] = []
    const following = follow(values$, {
      next: (value) => seen.push(value),
      error: () => undefined,
      complete: () => undefined,
    })
    values$.next(1)
    following.unsubscribe()
    values$.next(2)
    expect(seen).toEqual([1])
    expect(values$.observed).toBe(false)
  })

  it('has no subscriber between two of them', () => {
    const source$ = new Subject<string>()
    const between$ = source$.pipe(doubled())
    const subscribed = vi.spyOn(between$, 'subscribe')
    const seen: string[] = []
    between$.pipe(doubled(), take(1)).subscribe((value) => seen.push(value))
    source$.next('a')
    source$.next('b')
    expect(seen).toEqual(['aaaa'])
    expect(subscribed).not.toHaveBeenCalled()
    expect(source$.observed).toBe(false)
  })

  it('can be subscribed to as any stream', () => {
    const seen: unknown[] = []
    const numbers$ = followed<number>(({ next, complete }) => {
      next(1)
      complete()
      return new Subject().subscribe()
    })
    numbers$.subscribe({ next: (value) => seen.push(value), complete: () => seen.push('complete') })
    expect(seen).toEqual([1, 'complete'])
  })
})
