import { describe, expect, it } from 'vitest'
import { bands } from '../../operators/bands.ts'
import type { Band, DecodedEvent } from '../../src/domain/event.ts'
import { at, band, clock, connection, last, price, quote } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const limits = { reference: price(100_000), ceiling: price(107_000), floor: price(93_000) }
const named = last({ seq: 3, ...limits })
const bare = quote({ seq: 4 })

describe('bands', () => {
  operatorContract<DecodedEvent, DecodedEvent | Band>({
    operator: bands,
    source: '  -a---b-|',
    inputs: { a: named, b: bare },
    expected: '-(xa)b-|',
    outputs: { x: band({ seq: 3 }), a: named, b: quote({ seq: 4, ...limits }) },
  })

  it('tells of limits once, before the event that names them', () => {
    expect(run([named, named, quote(limits)], bands())).toEqual([
      band({ seq: 3 }),
      named,
      named,
      quote(limits),
    ])
  })

  it('tells again when a limit changes, and what stays', () => {
    const changed = quote({ seq: 9, ceiling: price(110_000) })
    expect(run([named, changed], bands()).slice(2)).toEqual([
      band({ seq: 9, ceiling: price(110_000) }),
      quote({ seq: 9, ...limits, ceiling: price(110_000) }),
    ])
  })

  it('tells of what is known so far', () => {
    const first = quote({ reference: price(50_000) })
    const second = quote({ ceiling: price(53_500), floor: price(46_500) })
    const told = run([first, second], bands()).filter(({ kind }) => kind === 'band')
    expect(told).toEqual([
      band({ reference: price(50_000), ceiling: undefined, floor: undefined }),
      band({ reference: price(50_000), ceiling: price(53_500), floor: price(46_500) }),
    ])
  })

  it.each(['reference', 'ceiling', 'floor'] as const)('fills in a %s that a quote alone lacks', (lacking) => {
    expect(run([named, quote({ ...limits, [lacking]: undefined })], bands()).at(-1)).toEqual(quote(limits))
  })

  it('tells of a limit that changes alone', () => {
    for (const limit of ['reference', 'ceiling', 'floor'] as const) {
      const changed = { ...limits, [limit]: price(99_000) }
      expect(run([named, quote(changed)], bands()).slice(2)).toEqual([band(changed), quote(changed)])
    }
  })

  it('leaves as they are a quote that lacks none, and trades', () => {
    const whole = quote(limits)
    const bareTrade = last({ seq: 5 })
    const passed = run([named, whole, bareTrade], bands()).slice(2)
    expect(passed[0]).toBe(whole)
    expect(passed[1]).toBe(bareTrade)
  })

  it('keeps the limits of securities apart', () => {
    expect(run([named, quote({ symbol: 'ACB' })], bands()).at(-1)).toEqual(quote({ symbol: 'ACB' }))
  })

  it('A02: knows no limits at the start of a trading day, whatever the connection does', () => {
    const tomorrow = quote({ exchangeTime: at('09:00:00', '2026-11-23') })
    expect(run([named, connection(), bare], bands()).at(-1)).toEqual(quote({ seq: 4, ...limits }))
    expect(run([named, tomorrow], bands()).at(-1)).toEqual(tomorrow)
  })

  it('learns nothing from a day that is over', () => {
    const old = last({ ...limits, exchangeTime: at('14:00:00', '2026-11-19') })
    const today = quote({ symbol: 'ACB' })
    expect(run([today, old, bare], bands())).toEqual([today, old, bare])
  })

  it('A02: tells no limits of a day that is over, which a feed repeats when it is taken up again', () => {
    const yesterday = band({ seq: 9, exchangeTime: at('08:45:00', '2026-11-19') })
    expect(run([named, yesterday, bare], bands()).slice(2)).toEqual([quote({ seq: 4, ...limits })])
  })

  it('learns from a band that the feed told itself, and passes it on only as news', () => {
    const told = band({ seq: 2, floor: undefined })
    const known = { ...limits, floor: undefined }
    expect(run([told, told, bare], bands())).toEqual([told, quote({ seq: 4, ...known })])
    expect(run([named, told, bare], bands()).slice(2)).toEqual([quote({ seq: 4, ...limits })])
  })

  it('lets other kinds through', () => {
    expect(run([clock()], bands())).toEqual([clock()])
  })
})
