import { describe, it } from 'vitest'
import { activeFuture } from '../../pipelines/active-future.ts'
import { at, classifiedTrade } from '../../src/testing/make.ts'
import { marbles } from '../../src/testing/marbles.ts'

const future = (symbol: string, volume: number, seq: number) =>
  classifiedTrade({ symbol, venue: 'DERIVATIVES', volume, seq })
const times = { exchangeTime: at('10:00:00'), receivedTime: at('10:00:00') }

describe('activeFuture', () => {
  const trades = {
    a: future('41I1GC000', 5_000, 1),
    b: classifiedTrade({ seq: 2 }),
    c: future('41I1H1000', 6_000, 3),
  }
  const told = {
    a: { kind: 'activeFuture' as const, seq: 1, ...times, symbol: '41I1GC000' },
    c: { kind: 'activeFuture' as const, seq: 3, ...times, symbol: '41I1H1000' },
  }

  it(
    'A27: tells the contract that is traded most, with the stamp of the trade that made it so',
    marbles((m) => {
      m.expect(activeFuture(m.hot('-a-b-c-|', trades))).toBeObservable('-a---c-|', told)
    }),
  )

  it(
    'A31: chooses among the contracts that are asked for',
    marbles((m) => {
      m.expect(activeFuture(m.hot('-a-b-c-|', trades), ['41I1H1000'])).toBeObservable('-----c-|', told)
    }),
  )
})
