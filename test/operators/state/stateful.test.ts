import { describe, expect, it } from 'vitest'
import { stateful } from '../../../operators/state/stateful.ts'
import { marbles } from '../../../src/testing/marbles.ts'
import { operatorContract } from '../contract.ts'

/** Counts, emits each second value, and says on completion how many there were. */
const everySecond = () =>
  stateful(
    () => ({ count: 0 }),
    (state, emit: (value: string) => void) => ({
      next(value: string) {
        state.count += 1
        if (state.count % 2 === 0) emit(value)
      },
      complete: () => emit(String(state.count)),
    }),
  )

const stateless = () => ({})

describe('stateful', () => {
  operatorContract<string, string>({
    operator: () => stateful(stateless, (_, emit) => ({ next: (value) => emit(value + value) })),
    source: '  -a-b-|',
    inputs: { a: 'a', b: 'b' },
    expected: '-x-y-|',
    outputs: { x: 'aa', y: 'bb' },
  })

  it(
    'emits what is left on completion',
    marbles((m) => {
      m.expect(m.cold('a-b-c-|').pipe(everySecond())).toBeObservable('--b---(3|)')
    }),
  )

  it(
    'makes a throw the error of the stream, and unsubscribes',
    marbles((m) => {
      const failure = new Error('broken')
      const values$ = m.hot('-a-b-|')
      const broken$ = values$.pipe(
        stateful(stateless, (_, emit: (value: string) => void) => ({
          next(value: string) {
            if (value === 'b') throw failure
            emit(value)
          },
        })),
      )
      m.expect(broken$).toBeObservable('-a-#', undefined, failure)
      m.expect(values$).toHaveSubscriptions('^--!')
    }),
  )

  it('begins nothing before it is subscribed to', () => {
    let begun = 0
    const operator = stateful(
      () => ({ begun: (begun += 1) }),
      (_, emit: (value: number) => void) => ({ next: emit }),
    )
    expect(typeof operator).toBe('function')
    expect(begun).toBe(0)
  })
})
