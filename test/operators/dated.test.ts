import { describe, expect, it } from 'vitest'
import { dated } from '../../operators/dated.ts'
import type { FeedEvent } from '../../src/domain/event.ts'
import { at, clock, connection, last, members, quote, securities } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const DAY = 86_400_000
const today = last({ seq: 1, exchangeTime: at('10:00:00'), receivedTime: at('10:00:00') })
const later = last({ seq: 3, exchangeTime: at('10:00:01'), receivedTime: at('10:00:01') })
const far = last({ seq: 2, exchangeTime: at('10:00:00') + 1_461 * DAY, receivedTime: at('10:00:00') })
const rejected = {
  kind: 'rejected' as const,
  seq: 2,
  exchangeTime: undefined,
  receivedTime: far.receivedTime,
  reason: expect.stringMatching(/^it is dated 20\d\d-\S+, far ahead of all that came before it$/) as string,
  raw: JSON.stringify(far),
}
const kinds = (events: readonly FeedEvent[]) => run(events, dated()).map(({ kind }) => kind)

describe('dated', () => {
  operatorContract<FeedEvent, FeedEvent>({
    operator: dated,
    source: '  -t-q-l-|',
    inputs: { t: today, q: quote({ exchangeTime: at('10:00:00') }), l: later },
    expected: '-t-q-l-|',
    outputs: { t: today, q: quote({ exchangeTime: at('10:00:00') }), l: later },
  })

  it('rejects one event of another year, and lets the day go on', () => {
    expect(run([today, far, later], dated())).toEqual([today, rejected, later])
  })

  it('takes a day that comes after weeks without trading, as it is received then', () => {
    const next = last({ exchangeTime: far.exchangeTime, receivedTime: far.exchangeTime })
    expect(run([today, next], dated())).toEqual([today, next])
  })

  it('takes 15 days ahead, and no more', () => {
    const ahead = (ms: number) =>
      last({ exchangeTime: today.exchangeTime + 15 * DAY + ms, receivedTime: today.receivedTime })
    expect(kinds([today, ahead(0)])).toEqual(['last', 'last'])
    expect(kinds([today, ahead(1)])).toEqual(['last', 'rejected'])
  })

  it('takes the first event as it is, whenever it is received: a simulated day may lie ahead', () => {
    const before = [connection(), securities(), members()]
    expect(run([...before, far, later], dated())).toEqual([...before, far, later])
  })

  it('does not take the time of a clock for that of the feed', () => {
    const second = clock({ exchangeTime: far.exchangeTime, receivedTime: far.exchangeTime })
    expect(kinds([today, second, far])).toEqual(['last', 'clock', 'rejected'])
  })

  it('believes a thousand in a row, and none that one of today comes between', () => {
    const many = (count: number) => Array.from({ length: count }, () => far)
    expect(kinds([today, ...many(1_000)]).filter((kind) => kind === 'last')).toHaveLength(2)
    expect(kinds([today, ...many(999), later, ...many(999)]).filter((kind) => kind === 'last')).toHaveLength(
      2,
    )
  })
})
