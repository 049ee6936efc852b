import { describe, expect, it } from 'vitest'
import { makeCalendar, nextTradingDay, vietnamCalendar } from '../../src/market/calendar.ts'
import { contractOf, lastTradingDayOf, listedContracts, tradedCodeOf } from '../../src/market/contracts.ts'
import { addDays } from '../../src/market/date.ts'
import { fc, test } from '../property-tests.ts'

/** Code, VN100 code, old-style name, last trading day, and whether the old name was the live one. */
const EXPIRIES: readonly [string, string | undefined, string, string, boolean][] = [
  ['41I1F1000', undefined, 'VN30F2501', '2025-01-16', true],
  ['41I1F2000', undefined, 'VN30F2502', '2025-02-20', true],
  ['41I1F3000', undefined, 'VN30F2503', '2025-03-20', true],
  ['41I1F4000', undefined, 'VN30F2504', '2025-04-17', true],
  ['41I1F5000', undefined, 'VN30F2505', '2025-05-15', true],
  ['41I1F6000', undefined, 'VN30F2506', '2025-06-19', true],
  ['41I1F7000', undefined, 'VN30F2507', '2025-07-17', false],
  ['41I1F8000', undefined, 'VN30F2508', '2025-08-21', false],
  ['41I1F9000', undefined, 'VN30F2509', '2025-09-18', true],
  ['41I1FA000', '41I2FA000', 'VN30F2510', '2025-10-16', false],
  ['41I1FB000', '41I2FB000', 'VN30F2511', '2025-11-20', false],
  ['41I1FC000', '41I2FC000', 'VN30F2512', '2025-12-18', true],
  ['41I1G1000', '41I2G1000', 'VN30F2601', '2026-01-15', false],
  ['41I1G2000', '41I2G2000', 'VN30F2602', '2026-02-13', false],
  ['41I1G3000', '41I2G3000', 'VN30F2603', '2026-03-19', false],
  ['41I1G4000', '41I2G4000', 'VN30F2604', '2026-04-16', false],
  ['41I1G5000', '41I2G5000', 'VN30F2605', '2026-05-21', false],
  ['41I1G6000', '41I2G6000', 'VN30F2606', '2026-06-18', false],
  ['41I1G7000', '41I2G7000', 'VN30F2607', '2026-07-16', false],
  ['41I1G8000', '41I2G8000', 'VN30F2608', '2026-08-20', false],
  ['41I1G9000', '41I2G9000', 'VN30F2609', '2026-09-17', false],
  ['41I1GA000', '41I2GA000', 'VN30F2610', '2026-10-15', false],
  ['41I1GB000', '41I2GB000', 'VN30F2611', '2026-11-19', false],
  ['41I1GC000', '41I2GC000', 'VN30F2612', '2026-12-17', false],
  ['41I1H1000', '41I2H1000', 'VN30F2701', '2027-01-21', false],
  ['41I1H2000', '41I2H2000', 'VN30F2702', '2027-02-18', false],
  ['41I1H3000', '41I2H3000', 'VN30F2703', '2027-03-18', false],
  ['41I1H4000', '41I2H4000', 'VN30F2704', '2027-04-15', false],
  ['41I1H5000', '41I2H5000', 'VN30F2705', '2027-05-20', false],
  ['41I1H6000', '41I2H6000', 'VN30F2706', '2027-06-17', false],
  ['41I1H7000', '41I2H7000', 'VN30F2707', '2027-07-15', false],
  ['41I1H8000', '41I2H8000', 'VN30F2708', '2027-08-19', false],
  ['41I1H9000', '41I2H9000', 'VN30F2709', '2027-09-16', false],
  ['41I1HA000', '41I2HA000', 'VN30F2710', '2027-10-21', false],
  ['41I1HB000', '41I2HB000', 'VN30F2711', '2027-11-18', false],
  ['41I1HC000', '41I2HC000', 'VN30F2712', '2027-12-16', false],
]

const codesOn = (date: string) => listedContracts(date).map(({ code }) => code)
const monthsOn = (date: string) => listedContracts(date).map(({ month }) => month)
const anyDate = fc.integer({ min: 0, max: 1_094 }).map((days) => addDays('2025-01-01', days))

describe('A28: the table of expiries', () => {
  it.each(EXPIRIES)('%s, %s, %s ends on %s', (code, vn100, old, lastTradingDay, oldWasLive) => {
    const contract = contractOf(code)
    expect(contract).toEqual({ ...contractOf(old), code, alias: old, lastTradingDay })
    expect(contract && tradedCodeOf(contract)).toBe(oldWasLive ? old : code)
    if (vn100) expect(contractOf(vn100)).toMatchObject({ underlying: 'VN100', code: vn100, lastTradingDay })
  })

  it('moves before Tết, with the calendar that is given', () => {
    const open = { from: '2026-01-01', until: '2026-12-31', published: '2026-12-31', closed: [] }
    expect(lastTradingDayOf(2026, 2)).toBe('2026-02-13')
    expect(lastTradingDayOf(2026, 2, makeCalendar(open))).toBe('2026-02-19')
  })

  it('lies before a calendar that begins within the closure', () => {
    const closed = ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map((date) => ({
      date,
      reason: 'Tết',
      certainty: 'H',
      source: 'HOSE',
      asOf: '2025-12-09',
    }))
    for (const from of ['2026-02-14', '2026-02-16', '2026-02-18', '2026-02-19'])
      expect(lastTradingDayOf(2026, 2, makeCalendar({ from, until: '2026-12-31', published: from, closed })))
        // What lies before it may have been open, but for a weekend.
        .toBe(from <= '2026-02-16' ? '2026-02-13' : addDays(from, -1))
  })

  it('is the bare third Thursday outside the calendar', () => {
    expect(lastTradingDayOf(2023, 2)).toBe('2023-02-16')
    expect(lastTradingDayOf(2028, 3)).toBe('2028-03-16')
  })
})

describe('listedContracts', () => {
  it('A29 A30: lists four on 21 November 2026, under their rolling labels', () => {
    const listed = listedContracts('2026-11-21').map(({ alias, code, lastTradingDay }) => [
      alias,
      code,
      lastTradingDay,
    ])
    expect(listed).toEqual([
      ['VN30F1M', '41I1GC000', '2026-12-17'],
      ['VN30F2M', '41I1H1000', '2027-01-21'],
      ['VN30F1Q', '41I1H3000', '2027-03-18'],
      ['VN30F2Q', '41I1H6000', '2027-06-17'],
    ])
  })

  it.each([
    ['2025-11-03', [11, 12, 3, 6]],
    ['2026-04-17', [5, 6, 9, 12]],
    ['2026-08-21', [9, 10, 12, 3]],
    ['2027-12-20', [1, 2, 3, 6]],
  ])('on %s lists the months %j', (date, months) => {
    expect(monthsOn(date)).toEqual(months)
  })

  it('keeps a contract through its last day, and drops it the day after', () => {
    expect(codesOn('2026-11-19')[0]).toBe('41I1GB000')
    expect(codesOn('2026-11-20')[0]).toBe('41I1GC000')
    expect(codesOn('2026-02-13')[0]).toBe('41I1G2000')
    expect(codesOn('2026-02-14')[0]).toBe('41I1G3000')
  })

  it('knows VN100 from its first day', () => {
    expect(listedContracts('2025-10-09', { underlying: 'VN100' })).toEqual([])
    const listed = listedContracts('2025-10-10', { underlying: 'VN100' })
    expect(listed.map(({ alias, code }) => [alias, code])).toEqual([
      ['VN100F1M', '41I2FA000'],
      ['VN100F2M', '41I2FB000'],
      ['VN100F1Q', '41I2FC000'],
      ['VN100F2Q', '41I2G3000'],
    ])
  })

  it('refuses a date beyond the calendar', () => {
    expect(() => listedContracts('2028-01-03')).toThrow(RangeError)
    expect(() => listedContracts('21/11/2026')).toThrow('21/11/2026 is not a date')
  })

  test.prop([anyDate])(
    'nearest first, none expired, and code and label lead back to the contract',
    (date) => {
      const listed = listedContracts(date)
      expect(listed).toHaveLength(4)
      const days = listed.map(({ lastTradingDay }) => lastTradingDay)
      expect([...new Set(days)].sort()).toEqual(days)
      expect(days[0]! >= date).toBe(true)
      for (const contract of listed) {
        expect(contractOf(contract.alias, date)).toEqual(contract)
        expect(contractOf(contract.code, date)).toEqual(contract)
      }
    },
  )

  test.prop([anyDate.filter((date) => date < '2027-12-01')])('a contract ends on a trading day', (date) => {
    for (const { lastTradingDay } of listedContracts(date)) {
      if (lastTradingDay <= vietnamCalendar.until)
        expect(vietnamCalendar.isTradingDay(lastTradingDay)).toBe(true)
    }
  })

  test.prop([anyDate.filter((date) => date < '2027-12-01')])(
    'the front contract is the same until it ends',
    (date) => {
      const [front] = listedContracts(date)
      expect(codesOn(front!.lastTradingDay)[0]).toBe(front!.code)
      expect(codesOn(nextTradingDay(front!.lastTradingDay))[0]).toBe(listedContracts(date)[1]!.code)
    },
  )
})

describe('contractOf', () => {
  it('names the terms', () => {
    expect(contractOf('41I1G3000')).toEqual({
      code: '41I1G3000',
      alias: 'VN30F2603',
      underlying: 'VN30',
      year: 2026,
      month: 3,
      lastTradingDay: '2026-03-19',
      multiplier: 100_000,
      tick: 10,
    })
  })

  it('takes a rolling label on a date only', () => {
    expect(contractOf('VN30F1M')).toBeUndefined()
    expect(contractOf('VN30F1M', '2026-02-14')?.code).toBe('41I1G3000')
    expect(contractOf('VN100F2M', '2026-02-14')?.code).toBe('41I2G4000')
  })

  it('calls an expired contract by its old-style name, on any date', () => {
    expect(contractOf('41I1G2000', '2026-02-14')?.alias).toBe('VN30F2602')
  })

  it.each(['FPT', 'VN30', '41B5G3000', 'VN30F3M', ''])('does not know "%s"', (symbol) => {
    expect(contractOf(symbol)).toBeUndefined()
    expect(contractOf(symbol, '2026-11-20')).toBeUndefined()
  })
})
