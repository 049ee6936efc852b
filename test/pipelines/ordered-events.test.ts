import { from, lastValueFrom, map, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { orderedEvents } from '../../pipelines/ordered-events.ts'
import type { DecodedEvent } from '../../src/domain/event.ts'
import type { Frame } from '../../src/domain/frame.ts'
import { band, last, price, quote, rejected } from '../../src/testing/make.ts'

/** Frames that stand for the events of a list, one each. */
const framesOf = (count: number): Frame[] =>
  Array.from({ length: count }, (_, i) => ({ seq: i + 1, receivedTime: 0, source: 'test', text: String(i) }))

const kinds = (events: readonly DecodedEvent[]) =>
  lastValueFrom(
    from(framesOf(events.length)).pipe(
      orderedEvents(({ text }) => events.slice(Number(text), Number(text) + 1)),
      map((event) => (event.kind === 'trade' ? `trade ${event.side} by ${event.basis}` : event.kind)),
      toArray(),
    ),
  )

const { reference, ceiling, floor } = band()
const limits = { reference, ceiling, floor }
const book = quote({
  bids: [{ price: price(99_900), volume: 10 }],
  asks: [{ price: price(100_000), volume: 10 }],
})

describe('orderedEvents', () => {
  it('A06: judges a trade by the quote that came before it', async () => {
    expect(await kinds([book, last()])).toEqual(['quote', 'trade buy by quote'])
    expect(await kinds([last(), book])).toEqual(['trade neutral by none', 'quote'])
  })

  it('A05: makes limits, gap and trade of one message, in that order', async () => {
    expect(await kinds([last({ ...limits, totalVolume: 500 })])).toEqual([
      'band',
      'gap',
      'trade neutral by none',
    ])
  })

  it('hands a refused frame on in its place', async () => {
    expect(await kinds([last(), rejected(), last({ totalVolume: 200 })])).toEqual([
      'trade neutral by none',
      'rejected',
      'trade neutral by none',
    ])
  })
})
