import { describe, expect, it } from 'vitest'
import type { Instrument } from '../../src/domain/market.ts'
import { isTradingDay, nextTradingDay } from '../../src/market/calendar.ts'
import { addDays } from '../../src/market/date.ts'
import { sellableQuantity, settlementOf } from '../../src/market/settlement.ts'
import { fc, test } from '../property-tests.ts'

const at = (text: string) => Date.parse(`${text}+07:00`)

describe('settlementOf', () => {
  it.each([
    ['2026-11-16', '2026-11-18'],
    ['2026-11-19', '2026-11-23'],
    ['2026-11-20', '2026-11-25'],
    ['2026-02-11', '2026-02-13'],
    ['2026-02-12', '2026-02-23'],
    ['2026-02-13', '2026-02-24'],
    ['2025-12-31', '2026-01-06'],
    ['2026-08-28', '2026-09-04'],
  ])('shares of %s settle on %s at 13:00', (tradeDate, settlementDate) => {
    expect(settlementOf(tradeDate)).toEqual({
      tradeDate,
      settlementDate,
      sellableFrom: at(`${settlementDate}T13:00:00`),
    })
  })

  it.each<[Instrument, string]>([
    ['etf', '2026-11-18'],
    ['warrant', '2026-11-18'],
    ['bond', '2026-11-17'],
    ['future', '2026-11-17'],
  ])('%s of 16 November 2026 settles on %s', (instrument, settlementDate) => {
    expect(settlementOf('2026-11-16', { instrument }).settlementDate).toBe(settlementDate)
  })

  it('lets a position in futures be closed on the day itself', () => {
    expect(settlementOf('2026-11-16', { instrument: 'future' }).sellableFrom).toBe(at('2026-11-16T00:00:00'))
  })

  it('goes by what the depository names, and by the days it is closed', () => {
    const named = { trades: [{ tradeDate: '2026-11-16', settlementDate: '2026-11-20' }], closed: [] }
    const closed = { trades: [], closed: [{ date: '2026-11-17' }, { date: '2026-11-18' }] }
    expect(settlementOf('2026-11-16', { exceptions: named }).settlementDate).toBe('2026-11-20')
    expect(settlementOf('2026-11-16', { exceptions: named, instrument: 'future' }).settlementDate).toBe(
      '2026-11-17',
    )
    expect(settlementOf('2026-11-16', { exceptions: closed }).settlementDate).toBe('2026-11-20')
  })

  it('refuses a day on which nothing trades, and one beyond the calendar', () => {
    expect(() => settlementOf('2026-11-21')).toThrow(
      'Nothing trades on 2026-11-21 (Saturday), so nothing settles.',
    )
    expect(() => settlementOf('2027-12-31')).toThrow('not 2028-01-01')
    expect(() => settlementOf('2024-06-03')).toThrow('not 2024-06-03')
  })

  const tradingDay = fc
    .integer({ min: 0, max: 1_085 })
    .map((days) => addDays('2025-01-01', days))
    .filter(isTradingDay)

  test.prop([tradingDay])(
    'is monotone: the next day settles later, and never on a day that is closed',
    (date) => {
      const [first, second] = [settlementOf(date), settlementOf(nextTradingDay(date))]
      expect(first.settlementDate > date && isTradingDay(first.settlementDate)).toBe(true)
      expect(second.settlementDate > first.settlementDate).toBe(true)
      expect(second.sellableFrom).toBeGreaterThan(first.sellableFrom)
    },
  )
})

describe('sellableQuantity', () => {
  const lots = [
    { tradeDate: '2026-11-18', quantity: 100 },
    { tradeDate: '2026-11-19', quantity: 200 },
    { tradeDate: '2026-11-20', quantity: 400 },
  ]

  it.each([
    ['2026-11-20T12:59:59', 0],
    ['2026-11-20T13:00:00', 100],
    ['2026-11-23T12:59:59', 100],
    ['2026-11-23T13:00:00', 300],
    ['2026-11-25T13:00:00', 700],
  ])('at %s is %d', (time, quantity) => {
    expect(sellableQuantity(lots, at(time))).toBe(quantity)
  })

  it('goes by the depository where it said when', () => {
    const late = [{ tradeDate: '2026-02-25', quantity: 100, creditedAt: at('2026-02-27T15:00:00') }]
    expect(sellableQuantity(late, at('2026-02-27T14:59:59'))).toBe(0)
    expect(sellableQuantity(late, at('2026-02-27T15:00:00'))).toBe(100)
  })

  it('of nothing is nothing', () => expect(sellableQuantity([], at('2026-11-20T13:00:00'))).toBe(0))
})
