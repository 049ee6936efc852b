import { describe, it } from 'vitest'
import { unseen } from '../../client/unseen.ts'
import { marbles } from '../../src/testing/marbles.ts'

const key = (value: string) => value

describe('unseen', () => {
  it(
    'passes each key once and completes',
    marbles((m) => {
      m.expect(m.cold('ababc|').pipe(unseen(key, 10))).toBeObservable('ab--c|')
    }),
  )

  it(
    'forgets the oldest key when its memory is full',
    marbles((m) => {
      m.expect(m.cold('abca-c|').pipe(unseen(key, 2))).toBeObservable('abca--|')
    }),
  )

  it(
    'passes nothing and an error on',
    marbles((m) => {
      m.expect(m.cold('--|').pipe(unseen(key, 2))).toBeObservable('--|')
      m.expect(m.cold('a-#').pipe(unseen(key, 2))).toBeObservable('a-#')
    }),
  )

  it(
    'unsubscribes, and remembers for each subscription alone',
    marbles((m) => {
      const values$ = m.cold('aab----')
      const once$ = values$.pipe(unseen(key, 2))
      m.expect(once$, '----!').toBeObservable('a-b--')
      m.expect(once$, '-----!').toBeObservable('a-b---')
      m.expect(values$).toHaveSubscriptions(['^---!', '^----!'])
    }),
  )
})
