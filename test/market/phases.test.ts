import { describe, expect, it } from 'vitest'
import type { Phase, Venue } from '../../src/domain/market.ts'
import { instantOf, tradingDay } from '../../src/domain/time.ts'
import { addDays } from '../../src/market/date.ts'
import { daySchedule, phaseAt, phaseOfTime, phaseTimes, phaseUntil } from '../../src/market/phases.ts'
import { fc, test } from '../property-tests.ts'

const VENUES: readonly Venue[] = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES']
const at = (text: string, date = '2026-11-20') => Date.parse(`${date}T${text}+07:00`)

describe('phaseAt', () => {
  it.each<[string, Phase, Phase, Phase, Phase]>([
    ['08:29:59', 'closed', 'closed', 'closed', 'closed'],
    ['08:44:59', 'preOpen', 'preOpen', 'preOpen', 'preOpen'],
    ['08:45:00', 'preOpen', 'preOpen', 'preOpen', 'ato'],
    ['08:59:59', 'preOpen', 'preOpen', 'preOpen', 'ato'],
    ['09:00:00', 'ato', 'continuous', 'continuous', 'continuous'],
    ['09:14:59', 'ato', 'continuous', 'continuous', 'continuous'],
    ['09:15:00', 'continuous', 'continuous', 'continuous', 'continuous'],
    ['11:29:59', 'continuous', 'continuous', 'continuous', 'continuous'],
    ['11:30:00', 'lunch', 'lunch', 'lunch', 'lunch'],
    ['12:59:59', 'lunch', 'lunch', 'lunch', 'lunch'],
    ['13:00:00', 'continuous', 'continuous', 'continuous', 'continuous'],
    ['14:29:59', 'continuous', 'continuous', 'continuous', 'continuous'],
    ['14:30:00', 'atc', 'atc', 'continuous', 'atc'],
    ['14:44:59', 'atc', 'atc', 'continuous', 'atc'],
    ['14:45:00', 'putThrough', 'plo', 'continuous', 'closed'],
    ['14:54:59', 'putThrough', 'plo', 'continuous', 'closed'],
    ['14:55:00', 'putThrough', 'plo', 'continuous', 'closed'],
    ['14:59:59', 'putThrough', 'plo', 'continuous', 'closed'],
    ['15:00:00', 'closed', 'closed', 'closed', 'closed'],
  ])('at %s', (time, ...phases) => {
    // The clock did not change with the trading system: the last day before it is the same.
    for (const date of ['2026-11-20', '2025-04-29']) {
      expect(VENUES.map((venue) => phaseAt(venue, at(time, date)))).toEqual(phases)
    }
  })

  it('A35: knows a post-close on HNX, where HOSE has put-through only, and derivatives a quarter of an hour before', () => {
    expect(
      VENUES.map((venue) =>
        phaseTimes(venue)
          .map(({ phase }) => phase)
          .includes('plo'),
      ),
    ).toEqual([false, true, false, false])
    expect(phaseAt('HOSE', at('14:50:00'))).toBe('putThrough')
    expect(phaseAt('DERIVATIVES', at('08:50:00'))).toBe('ato')
  })

  it('begins the day of the running totals with the pre-open', () => {
    const preOpen = phaseTimes('HOSE').find(({ phase }) => phase === 'preOpen')?.from
    const begins = instantOf('2026-11-20', preOpen)
    expect(tradingDay(begins)).toBe(tradingDay(begins - 1) + 1)
  })

  it('takes a boundary to the millisecond', () => {
    expect(phaseAt('HOSE', at('09:14:59.999'))).toBe('ato')
    expect(phaseAt('HOSE', at('09:15:00.000'))).toBe('continuous')
  })

  it.each(['2026-11-21', '2026-02-16', '2026-08-22'])('is closed all day on %s', (date) => {
    expect(phaseAt('HOSE', at('10:00:00', date))).toBe('closed')
    expect(daySchedule('HOSE', date)).toEqual([
      { phase: 'closed', from: instantOf(date), until: instantOf(addDays(date, 1)) },
    ])
  })

  it('refuses a day beyond the calendar', () => {
    expect(() => phaseAt('HOSE', at('10:00:00', '2028-01-03'))).toThrow(RangeError)
  })
})

describe('daySchedule', () => {
  it('names the phases in order', () => {
    expect(daySchedule('HNX', '2026-11-20').map(({ phase }) => phase)).toEqual([
      'closed',
      'preOpen',
      'continuous',
      'lunch',
      'continuous',
      'atc',
      'plo',
      'closed',
    ])
  })

  test.prop([
    fc.constantFrom(...VENUES),
    fc.integer({ min: 0, max: 1_094 }),
    fc.integer({ min: 0, max: 86_399_999 }),
  ])("a day's phases neither overlap nor leave a hole, and say what phaseAt says", (venue, days, time) => {
    const date = addDays('2025-01-01', days)
    const spans = daySchedule(venue, date)
    expect(spans[0]?.from).toBe(instantOf(date))
    expect(spans.at(-1)?.until).toBe(instantOf(addDays(date, 1)))
    for (const [i, span] of spans.entries()) {
      expect(span.until).toBeGreaterThan(span.from)
      if (i > 0) expect(span.from).toBe(spans[i - 1]?.until)
    }
    const instant = instantOf(date) + time
    const span = spans.find(({ from, until }) => from <= instant && instant < until)
    expect(phaseAt(venue, instant)).toBe(span?.phase)
  })
})

describe('phaseUntil', () => {
  it.each([
    ['08:00:00', '2026-11-20', '2026-11-20T08:30:00'],
    ['10:00:00', '2026-11-20', '2026-11-20T11:30:00'],
    ['14:45:00', '2026-11-20', '2026-11-20T15:00:00'],
    ['15:00:00', '2026-11-19', '2026-11-20T08:30:00'],
    ['16:00:00', '2026-11-20', '2026-11-23T08:30:00'],
    ['10:00:00', '2026-02-17', '2026-02-23T08:30:00'],
  ])('from %s on %s is %s', (time, date, until) => {
    expect(phaseUntil('HOSE', at(time, date))).toBe(Date.parse(`${until}+07:00`))
  })
})

describe('phaseOfTime', () => {
  it('is closed outside any day', () => {
    expect(phaseOfTime('HOSE', -1)).toBe('closed')
    expect(phaseOfTime('HOSE', 86_400_000)).toBe('closed')
  })
})
