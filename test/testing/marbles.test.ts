import { AssertionError } from 'node:assert'
import { map } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { marbles } from '../../src/testing/index.ts'

describe('marbles', () => {
  it(
    'runs in virtual time, one frame a millisecond',
    marbles((m) => {
      const numbers$ = m.hot('-a 1s b-|', { a: 1, b: 2 })
      m.expect(numbers$.pipe(map((n) => n * 2))).toBeObservable('-a 1s b-|', { a: 2, b: 4 })
      m.expect(numbers$).toHaveSubscriptions('^ 1003ms !')
    }),
  )

  it.each([
    ['value', '-a-|', { a: { n: 2 } }],
    ['frame', '--a|', { a: { n: 1 } }],
    ['end', '-a--', { a: { n: 1 } }],
    ['missing field', '-a-|', { a: {} }],
    ['field that is undefined and not absent', '-a-|', { a: { n: 1, m: undefined } }],
  ])('fails on another %s, in any runner', (_, diagram, values) => {
    const body = marbles((m) => {
      m.expect(m.cold<object>('-a-|', { a: { n: 1 } })).toBeObservable(diagram, values)
    })
    expect(body).toThrow(AssertionError)
  })

  it('fails on another subscription', () => {
    const body = marbles((m) => {
      const numbers$ = m.cold('-a-|')
      m.expect(numbers$).toBeObservable('-a-|')
      m.expect(numbers$).toHaveSubscriptions('^---!')
    })
    expect(body).toThrow(AssertionError)
  })
})
