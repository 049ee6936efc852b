import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { marketCommand } from '../../src/cli/market.ts'
import { endVnflow, runVnflow } from '../run-vnflow.ts'

const folder = mkdtempSync(join(tmpdir(), 'vnflow-market-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function ask(line: string): Promise<unknown> {
  const lines: string[] = []
  await marketCommand((text) => lines.push(text)).parseAsync(line.split(' '), { from: 'user' })
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '')
}

describe('market', () => {
  it('day says whether the exchanges trade, and why not', async () => {
    expect(await ask('day 2026-11-20')).toEqual({ date: '2026-11-20', trading: true, reason: 'trading day' })
    expect(await ask('day 2026-02-17')).toEqual({ date: '2026-02-17', trading: false, reason: 'Tết' })
    expect(await ask('day 2026-11-22')).toEqual({ date: '2026-11-22', trading: false, reason: 'Sunday' })
  })

  it('phase says what runs, and until when', async () => {
    expect(await ask('phase hose 2026-11-20T09:14:59')).toEqual({
      venue: 'HOSE',
      instant: '2026-11-20T09:14:59+07:00',
      phase: 'ato',
      until: '2026-11-20T09:15:00+07:00',
    })
    expect(await ask('phase DERIVATIVES 2026-11-20T07:45:00Z')).toMatchObject({
      instant: '2026-11-20T14:45:00+07:00',
      phase: 'closed',
      until: '2026-11-23T08:30:00+07:00',
    })
  })

  it.each([
    ['HOSE 48000', { reference: 48_000, ceiling: 51_300, floor: 44_650, tick: 50 }],
    ['HOSE 35770 --kind etf', { reference: 35_770, ceiling: 38_270, floor: 33_270, tick: 10 }],
    ['UPCOM 8000 --first-day', { reference: 8_000, ceiling: 11_200, floor: 4_800, tick: 100 }],
    ['DERIVATIVES 2066.6', { reference: 2_066.6, ceiling: 2_211.2, floor: 1_922, tick: 0.1 }],
    ['DERIVATIVES 2015 --kind future', { reference: 2_015, ceiling: 2_156, floor: 1_874, tick: 0.1 }],
    [
      'HOSE 1490 --kind warrant --underlying 23400 --ratio 2',
      { reference: 1_490, ceiling: 2_290, floor: 690, tick: 10 },
    ],
  ])('band %s', async (asked, band) => {
    expect(await ask(`band ${asked}`)).toEqual(band)
  })

  it('contract takes a code of either style, and a label of a date', async () => {
    const march = {
      code: '41I1G3000',
      alias: 'VN30F2603',
      underlying: 'VN30',
      year: 2026,
      month: 3,
      lastTradingDay: '2026-03-19',
      multiplier: 100_000,
      tick: 0.1,
    }
    expect(await ask('contract 41I1G3000')).toEqual(march)
    expect(await ask('contract vn30f2603')).toEqual(march)
    expect(await ask('contract VN30F1M --date 2026-02-14')).toEqual({ ...march, alias: 'VN30F1M' })
  })

  it('contract takes a label of today when no date is named', async () => {
    expect(await ask('contract VN30F1M')).toMatchObject({ alias: 'VN30F1M', underlying: 'VN30' })
  })

  it('contracts lists the four of a date', async () => {
    const listed = (await ask('contracts 2026-11-21')) as { code: string; alias: string }[]
    expect(listed.map(({ alias, code }) => `${alias} ${code}`)).toEqual([
      'VN30F1M 41I1GC000',
      'VN30F2M 41I1H1000',
      'VN30F1Q 41I1H3000',
      'VN30F2Q 41I1H6000',
    ])
  })

  it('settle goes over Tết', async () => {
    expect(await ask('settle 2026-02-13')).toEqual({
      tradeDate: '2026-02-13',
      settlementDate: '2026-02-24',
      sellableFrom: '2026-02-24T13:00:00+07:00',
    })
  })

  it.each([
    ['day 2026-02-30', '2026-02-30 is not a date like 2026-11-20.'],
    ['day 2030-01-02', 'The trading calendar knows 2025-01-01 to 2027-12-31, not 2030-01-02'],
    ['phase NYSE 2026-11-20T10:00:00', '"NYSE" is no venue: HOSE, HNX, UPCOM or DERIVATIVES is expected.'],
    ['phase HOSE noon', '"noon" is no instant'],
    ['band HOSE 0', '"0" is no price'],
    ['band HOSE 1e5', '"1e5" is no price'],
    ['band HOSE 10000 --kind bond', '"bond" is no kind: one of stock, etf, warrant, future is expected.'],
    ['band HOSE 2015 --kind future', 'No future trades on HOSE.'],
    ['band UPCOM 8000 --kind warrant --underlying 23400 --ratio 2', 'No warrant trades on UPCOM.'],
    ['band UPCOM 8000 --kind etf', 'No etf trades on UPCOM.'],
    ['band HOSE 1490 --kind warrant', "A warrant's band follows its share"],
    ['contract FPT', '"FPT" names no index future'],
    ['contracts soon', 'soon is not a date like 2026-11-20.'],
    ['settle 2026-02-14', 'Nothing trades on 2026-02-14 (Saturday), so nothing settles.'],
    ['day 2026-11-20 --calendar /nowhere.json', '/nowhere.json is not a trading calendar: ENOENT'],
  ])('%s is refused', async (asked, message) => {
    await expect(ask(asked)).rejects.toSatisfy((error: Error) => error.message.startsWith(message))
  })
})

describe("market with a user's calendar", () => {
  it('goes by that file', async () => {
    const path = join(folder, 'calendar.json')
    const bundled = readFileSync(new URL('../../data/reference/holidays.json', import.meta.url), 'utf8')
    writeFileSync(path, bundled.replace('"date": "2026-11-24"', '"date": "2026-11-25"'))
    expect(await ask(`day 2026-11-24 --calendar ${path}`)).toMatchObject({ trading: true })
    expect(await ask(`settle 2026-11-23 --calendar ${path}`)).toMatchObject({ settlementDate: '2026-11-26' })
    expect(await ask(`phase HOSE 2026-11-25T10:00:00 --calendar ${path}`)).toMatchObject({ phase: 'closed' })
  })

  it('refuses a file of another form, and says where', async () => {
    const path = join(folder, 'other.json')
    writeFileSync(
      path,
      '{"from":"2026-01-01","until":"2026-12-31","published":"2026-12-31","closed":[{"date":"soon"}]}',
    )
    await expect(ask(`day 2026-11-24 --calendar ${path}`)).rejects.toThrow(
      /is not a trading calendar: closed\.0\.date: /,
    )
  })
})

describe('the program', () => {
  it('goes by the calendar of the setting, in all that it does', async () => {
    const path = join(folder, 'own.json')
    const open = { from: '2026-01-01', until: '2026-12-31', published: '2026-12-31', closed: [] }
    writeFileSync(path, JSON.stringify(open))
    const ask = async (args: string) => (await runVnflow(args.split(' '), { VNFLOW_CALENDAR: path })).stdout
    expect(JSON.parse(await ask('market settle 2026-11-23'))).toMatchObject({ settlementDate: '2026-11-25' })
    expect(await ask(`doctor --data-dir ${folder}`)).toContain('the calendar knows 2026-01-01 to 2026-12-31')
  })

  it('ends with 1 and one line when it is asked what it cannot answer', async () => {
    const { code, stdout, stderr } = await endVnflow(['market', 'day', '2030-01-02'])
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'vnflow: The trading calendar knows 2025-01-01 to 2027-12-31, not 2030-01-02: ' +
        'give it a calendar file that covers that day.\n',
    })
  })
})
