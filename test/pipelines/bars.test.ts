import { map } from 'rxjs'
import { describe, it } from 'vitest'
import { bars } from '../../pipelines/bars.ts'
import { isoIct } from '../../src/domain/time.ts'
import { at, classifiedTrade, clock, price } from '../../src/testing/make.ts'
import { marbles } from '../../src/testing/marbles.ts'

describe('bars', () => {
  it(
    'closes the minute of a quiet security when the clock moves on',
    marbles((m) => {
      const events$ = m.hot('-a-b-c-|', {
        a: classifiedTrade({ exchangeTime: at('10:00:05'), price: price(100_000) }),
        b: classifiedTrade({ exchangeTime: at('10:00:40'), price: price(100_100), side: 'buy' }),
        c: clock({ exchangeTime: at('10:01:00') }),
      })
      const told$ = bars(events$).pipe(
        map(({ start, open, close, volume, activeBuyVolume, complete }) => [
          isoIct(start),
          open,
          close,
          volume,
          activeBuyVolume,
          complete,
        ]),
      )
      m.expect(told$).toBeObservable('-----c-|', {
        c: ['2026-11-20T10:00:00+07:00', 10_000_000, 10_010_000, 200, 100, true],
      })
    }),
  )
})
