import { describe, it } from 'vitest'
import { map } from 'rxjs'
import { market } from '../../pipelines/market.ts'
import { at, classifiedTrade, gap } from '../../src/testing/make.ts'
import { marbles } from '../../src/testing/marbles.ts'

describe('market', () => {
  it(
    'keeps the totals of each security apart, trades and gaps together',
    marbles((m) => {
      const events$ = m.hot('-a-b-c-|', {
        a: classifiedTrade({ symbol: 'FPT', volume: 100, side: 'buy' }),
        b: classifiedTrade({ symbol: 'VNM', volume: 300 }),
        c: gap({ symbol: 'FPT', missingVolume: 50, exchangeTime: at('10:00:01') }),
      })
      const totals$ = market(events$).pipe(
        map(({ symbol, totalVolume, buyVolume }) => `${symbol} ${buyVolume} of ${totalVolume}`),
      )
      m.expect(totals$).toBeObservable('-a-b-c-|', {
        a: 'FPT 100 of 100',
        b: 'VNM 0 of 300',
        c: 'FPT 100 of 150',
      })
    }),
  )
})
