import { describe, expect, it } from 'vitest'
import { placed } from '../../operators/placed.ts'
import type { DecodedEvent, FeedEvent, Unplaced, VenueSession } from '../../src/domain/event.ts'
import type { Venue } from '../../src/domain/market.ts'
import {
  at,
  band,
  clock,
  connection,
  foreign,
  index,
  last,
  members,
  quote,
  securities,
  status,
} from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

/** A last trade as a feed tells it that names no venue. */
function unplaced(symbol: string, exchangeTime = at('10:00:00')): Extract<Unplaced, { kind: 'last' }> {
  const { phase, ...rest } = last({ symbol, exchangeTime, receivedTime: 5 })
  expect(phase).toBe('continuous')
  return { ...rest, venue: undefined }
}
const session = (code: string): VenueSession => ({
  kind: 'venueSession',
  seq: 1,
  exchangeTime: at('14:45:00'),
  receivedTime: 0,
  venue: 'HOSE',
  session: code,
})
const listed = (venue: Venue, symbol = 'FPT') =>
  securities({ securities: [{ symbol, venue, instrument: 'stock', name: '' }] })

/** Venue and phase of the last of the events that come out. */
function outcome(events: readonly FeedEvent[]) {
  const event = run(events, placed()).at(-1)
  if (event?.kind === 'last') return `${event.venue} ${event.phase}`
  return event?.kind === 'rejected' ? event.reason : event?.kind
}

describe('placed', () => {
  operatorContract<FeedEvent, DecodedEvent>({
    operator: placed,
    source: '  -l-f-q-|',
    inputs: { l: listed('HNX'), f: unplaced('FPT'), q: { ...quote({ symbol: 'FPT' }), venue: undefined } },
    expected: '-l-f-q-|',
    outputs: {
      l: listed('HNX'),
      f: last({ venue: 'HNX', receivedTime: 5 }),
      q: quote({ symbol: 'FPT', venue: 'HNX' }),
    },
  })

  it('goes by the list, and by a later one when a share has moved', () => {
    expect(outcome([listed('HNX'), unplaced('FPT')])).toBe('HNX continuous')
    expect(outcome([listed('HNX'), listed('HOSE'), unplaced('FPT')])).toBe('HOSE continuous')
  })

  it('places without a list what a band, the VN30 or its own code places', () => {
    expect(outcome([band({ symbol: 'FPT', venue: 'UPCOM' }), unplaced('FPT')])).toBe('UPCOM continuous')
    expect(outcome([members({ symbols: ['FPT'] }), unplaced('FPT')])).toBe('HOSE continuous')
    expect(outcome([listed('HNX'), members({ symbols: ['FPT'] }), unplaced('FPT')])).toBe('HNX continuous')
    expect(outcome([unplaced('41I1GC000')])).toBe('DERIVATIVES continuous')
  })

  it('rejects what it cannot place, and says why', () => {
    const xyz = unplaced('XYZ')
    expect(run([listed('HOSE'), members({ indexId: 'HNX30', symbols: ['XYZ'] }), xyz], placed())[2]).toEqual({
      kind: 'rejected',
      seq: xyz.seq,
      exchangeTime: undefined,
      receivedTime: 5,
      reason: 'where XYZ trades is not known: no list names it',
      raw: JSON.stringify(xyz),
    })
  })

  it('takes the phase from the clock, whatever the feed tells of sessions', () => {
    const closing = unplaced('FPT', at('14:45:03'))
    for (const code of ['LO', 'C', 'PT'])
      expect(outcome([listed('HOSE'), session(code), closing])).toBe('HOSE atc')
    expect(outcome([listed('HNX'), unplaced('FPT', at('14:50:00'))])).toBe('HNX plo')
    expect(outcome([listed('UPCOM'), unplaced('FPT', at('14:50:00'))])).toBe('UPCOM continuous')
  })

  it('takes no trade in the book for a deal: those are told apart', () => {
    for (const time of ['14:45:10', '14:59:59', '15:00:09'])
      expect(outcome([listed('HOSE'), unplaced('FPT', at(time))]), time).toBe('HOSE other')
  })

  it('knows the print of the opening auction by its being the first, and nobody’s', () => {
    const opening = unplaced('FPT', at('09:15:02'))
    expect(outcome([listed('HOSE'), opening])).toBe('HOSE ato')
    expect(outcome([listed('HNX'), opening])).toBe('HNX continuous')
    expect(outcome([listed('HOSE'), { ...opening, feedSide: 'buy' }])).toBe('HOSE continuous')
    expect(outcome([listed('HOSE'), { ...opening, totalVolume: 101 }])).toBe('HOSE continuous')
    expect(outcome([listed('HOSE'), unplaced('FPT', at('09:15:10'))])).toBe('HOSE continuous')
    expect(outcome([unplaced('41I1GC000', at('09:00:00'))])).toBe('DERIVATIVES ato')
  })

  it('lets pass as it is what has its venue, or needs none', () => {
    const events = [last(), quote(), foreign(), status(), band(), index(), clock(), connection(), members()]
    expect(run(events, placed())).toEqual(events)
  })

  test.prop([
    fc.constantFrom('HOSE' as const, 'HNX' as const, 'UPCOM' as const),
    fc.integer({ min: 0, max: 24 * 3600 - 1 }),
  ])('gives the phase that a feed which names the venue would give', (venue, second) => {
    const time = at('00:00:00') + second * 1000
    const event = run([listed(venue), unplaced('FPT', time)], placed())[1]
    expect(event).toMatchObject({ kind: 'last', venue, exchangeTime: time })
    expect(event).not.toMatchObject({ phase: undefined })
  })
})
