import { EMPTY, map, NEVER } from 'rxjs'
import { describe, it } from 'vitest'
import { activeFuture } from '../../pipelines/active-future.ts'
import { alerts } from '../../pipelines/alerts.ts'
import type { Basis } from '../../src/domain/outputs.ts'
import { at, band, classifiedTrade, price } from '../../src/testing/make.ts'
import { marbles } from '../../src/testing/marbles.ts'

const future = (symbol: string, volume: number) =>
  classifiedTrade({ symbol, venue: 'DERIVATIVES', price: price(1300), volume })

const basis = (symbol: string, points: number, time: string): Basis => ({
  kind: 'basis',
  seq: 1,
  exchangeTime: at(time),
  receivedTime: at(time),
  symbol,
  futurePrice: price(1300),
  spotValue: price(1300 - points),
  basis: points * 100,
  basisPercent: 0.1,
  state: points > 0 ? 'premium' : 'discount',
})

describe('alerts', () => {
  it(
    'A23: tells a flip of the active future only',
    marbles((m) => {
      const events$ = m.hot('a-b-------|', { a: future('41I1GC000', 500), b: future('41I1H1000', 5) })
      const basis$ = m.hot(' ---c-d-e-f|', {
        c: basis('41I1GC000', 1, '10:00:01'),
        d: basis('41I1H1000', 1, '10:00:02'),
        e: basis('41I1H1000', -1, '10:00:03'),
        f: basis('41I1GC000', -1, '10:00:04'),
      })
      const told$ = alerts({ events$, foreign$: EMPTY, basis$, active$: activeFuture(events$) }).pipe(
        map(({ alertType, symbol, direction }) => `${alertType} ${symbol} ${direction}`),
      )
      m.expect(told$).toBeObservable('---------f|', { f: 'basis_divergence 41I1GC000 discount' })
    }),
  )

  it(
    'cools all kinds down together, by what they say',
    marbles((m) => {
      const ceiling = (seconds: string, points: number) =>
        classifiedTrade({ exchangeTime: at(`10:00:${seconds}`), price: price(points) })
      const events$ = m.hot('a-b-c-d-e-|', {
        a: band(),
        b: ceiling('01', 107_000),
        c: ceiling('02', 106_000),
        d: ceiling('03', 107_000),
        e: ceiling('04', 93_000),
      })
      const told$ = alerts({ events$, foreign$: NEVER, basis$: NEVER, active$: NEVER }).pipe(
        map(({ direction }) => direction),
      )
      m.expect(told$).toBeObservable('--b-----e--', { b: 'ceiling', e: 'floor' })
    }),
  )
})
