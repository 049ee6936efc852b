import { map } from 'rxjs'
import { describe, it } from 'vitest'
import { derivatives } from '../../pipelines/derivatives.ts'
import { classifiedTrade, index, price } from '../../src/testing/make.ts'
import { marbles } from '../../src/testing/marbles.ts'

const future = (symbol: string, points: number) =>
  classifiedTrade({ symbol, venue: 'DERIVATIVES', price: price(points), volume: 1 })

describe('derivatives', () => {
  it(
    'A23 A24: keeps a basis for each contract, and moves it with the index too',
    marbles((m) => {
      const events$ = m.hot('-a-b-c-(d|)', {
        a: future('41I1GC000', 1301.5),
        b: index({ value: price(1300) }),
        c: future('41I1H1000', 1299),
        d: index({ value: price(1301.5) }),
      })
      const basis$ = derivatives(events$).pipe(
        map(({ symbol, basis, state }) => `${symbol} ${basis} ${state}`),
      )
      m.expect(basis$).toBeObservable('---b-c-(de|)', {
        b: '41I1GC000 150 premium',
        c: '41I1H1000 -100 discount',
        d: '41I1GC000 0 par',
        e: '41I1H1000 -250 discount',
      })
    }),
  )
})
