import { defer, NEVER } from 'rxjs'
import { describe, it } from 'vitest'
import { poll } from '../../client/poll.ts'
import { marbles } from '../../src/testing/marbles.ts'

const a = { answered: true, value: 'a' }
const missed = { answered: false } as const

describe('poll', () => {
  it(
    'reads at once and then each interval',
    marbles((m) => {
      m.expect(poll(5, m.cold('a|')), '------------!').toBeObservable('a----a----a--', { a })
    }),
  )

  it(
    'reads once at a time, so that no answer overtakes another',
    marbles((m) => {
      const read$ = m.cold('-------a|')
      m.expect(poll(5, read$), '-------------------!').toBeObservable('-------a---------a', { a })
      m.expect(read$).toHaveSubscriptions(['^-------!', '----------^-------!'])
    }),
  )

  it(
    'tells of a reading that fails and goes on',
    marbles((m) => {
      let readings = 0
      const read$ = defer(() => (readings++ === 1 ? m.cold<string>('#') : m.cold<string>('a|')))
      m.expect(poll(5, read$), '------------!').toBeObservable('a----x----a--', { a, x: missed })
    }),
  )

  it(
    'gives up a reading after ten seconds',
    marbles((m) => {
      m.expect(poll(3_000, NEVER), '11s !').toBeObservable('10s x', { x: missed })
    }),
  )

  it(
    'cancels the reading on unsubscription',
    marbles((m) => {
      const read$ = m.cold('-----a|')
      m.expect(poll(50, read$), '---!').toBeObservable('----')
      m.expect(read$).toHaveSubscriptions('^--!')
    }),
  )
})
