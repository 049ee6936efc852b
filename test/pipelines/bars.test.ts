import { filter, from, lastValueFrom, map, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
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
        filter((output) => output.kind === 'bar'),
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

  it('tells of a trade that comes too late for its bar, which totals count and candles do not', async () => {
    const tooLate = classifiedTrade({ seq: 9, exchangeTime: at('10:00:30'), late: true })
    const minutes = ['10:00:00', '10:01:00', '10:02:00', '10:03:00', '10:04:00', '10:05:00']
    const trades = [...minutes.map((time) => classifiedTrade({ exchangeTime: at(time) })), tooLate]
    const told = await lastValueFrom(bars(from(trades)).pipe(toArray()))
    expect(told.map(({ kind }) => kind)).toEqual(['bar', 'bar', 'bar', 'bar', 'bar', 'rejected', 'bar'])
    expect(told[5]).toEqual({
      kind: 'rejected',
      seq: 9,
      exchangeTime: undefined,
      receivedTime: tooLate.receivedTime,
      reason:
        'FPT traded too late for its bar, at 2026-11-20T10:00:30+07:00: no bar counts this trade, all else does',
      raw: JSON.stringify(tooLate),
    })
  })
})
