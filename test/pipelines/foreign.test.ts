import { map } from 'rxjs'
import { describe, it } from 'vitest'
import { foreign as foreignPipeline } from '../../pipelines/foreign.ts'
import { at, foreign } from '../../src/testing/make.ts'
import { marbles } from '../../src/testing/marbles.ts'

describe('foreign', () => {
  it(
    'A10: takes the first message of a security as its baseline, and its speed from what comes after',
    marbles((m) => {
      const events$ = m.hot('-a-b-c-|', {
        a: foreign({ symbol: 'FPT', buyVolume: 50_000 }),
        b: foreign({ symbol: 'VNM', buyVolume: 900 }),
        c: foreign({ symbol: 'FPT', buyVolume: 50_600, exchangeTime: at('10:01:00') }),
      })
      const flows$ = foreignPipeline(events$).pipe(
        map(({ symbol, buyVolume, buySpeed, rebased }) => ({ symbol, buyVolume, buySpeed, rebased })),
      )
      m.expect(flows$).toBeObservable('-a-b-c-|', {
        a: { symbol: 'FPT', buyVolume: 50_000, buySpeed: 0, rebased: true },
        b: { symbol: 'VNM', buyVolume: 900, buySpeed: 0, rebased: true },
        c: { symbol: 'FPT', buyVolume: 50_600, buySpeed: 600, rebased: false },
      })
    }),
  )
})
