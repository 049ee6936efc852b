import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkLine } from '../../src/cli/check.ts'
import { credentialsCheck, dataFolderChecks, diskCheck, nodeCheck } from '../../src/cli/machine-checks.ts'
import { marketChecks } from '../../src/cli/market-checks.ts'
import { readSettings } from '../../src/cli/settings.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { makeCalendar, vietnamCalendar } from '../../src/market/calendar.ts'
import { openStore } from '../../src/store/store.ts'
import { endVnflow } from '../run-vnflow.ts'

const folder = mkdtempSync(join(tmpdir(), 'vnflow-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (text: string, calendar = vietnamCalendar) =>
  marketChecks({ now: Date.parse(`${text}+07:00`), calendar }).map(checkLine)

describe('the market', () => {
  it('is told as it stands on a trading day', () => {
    expect(at('2026-11-20T09:05:00')).toEqual([
      'ok    2026-11-20 09:05 in Vietnam; 2026-11-20 trading day (certainty H)',
      'ok    next trading day 2026-11-23; the calendar knows 2025-01-01 to 2027-12-31',
      'ok    HOSE ato until 2026-11-20 09:15',
      'ok    HNX continuous until 2026-11-20 11:30',
      'ok    UPCOM continuous until 2026-11-20 11:30',
      'ok    DERIVATIVES continuous until 2026-11-20 11:30',
      'ok    41I1GC000 VN30F1M, last trading day 2026-12-17: the front month',
      'ok    41I1H1000 VN30F2M, last trading day 2027-01-21',
      'ok    41I1H3000 VN30F1Q, last trading day 2027-03-18',
      'ok    41I1H6000 VN30F2Q, last trading day 2027-06-17',
      'ok    shares bought today settle on 2026-11-25, to be sold from 2026-11-25 13:00',
    ])
  })

  it('is told with its doubts, on the day and the day before', () => {
    const doubt =
      '2026-11-24 no trading: Vietnam Culture Day (not confirmed by the exchanges) (certainty ?) → see what'
    expect(at('2026-11-24T10:00:00')[0]).toContain(`warn  2026-11-24 10:00 in Vietnam; ${doubt}`)
    expect(at('2026-11-23T10:00:00')).toContainEqual(expect.stringMatching(/^warn {2}2026-11-24 no trading/))
    expect(at('2026-11-24T10:00:00')).toContain('ok    nothing trades today, so nothing settles')
  })

  it('fails once beyond the horizon, and tells the rest on its last days', () => {
    expect(at('2028-01-03T10:00:00')).toEqual([
      expect.stringMatching(/^fail {2}.* not 2028-01-03.*--calendar FILE$/),
    ])
    const last = at('2027-12-31T10:00:00')
    expect(last).toContain('ok    HOSE continuous until 2027-12-31 11:30')
    expect(last).toContainEqual(expect.stringMatching(/^fail {2}.* not 2028-01-01/))
  })

  it("goes by a user's calendar", () => {
    const calendar = makeCalendar({
      from: '2028-01-01',
      until: '2028-12-31',
      published: '2028-12-31',
      closed: [],
    })
    expect(at('2028-01-03T10:00:00', calendar)[0]).toBe(
      'ok    2028-01-03 10:00 in Vietnam; 2028-01-03 trading day (certainty H)',
    )
  })
})

describe('the machine', () => {
  it('must have a Node that runs vnflow', () => {
    expect(['20.18.9', '18.20.0'].map((version) => nodeCheck(version).level)).toEqual(['fail', 'fail'])
    expect(['20.19.0', '22.1.0'].map((version) => nodeCheck(version).level)).toEqual(['ok', 'ok'])
  })

  it('must have room for a day', () => {
    expect([9e9, 2e9, 1e8].map((free) => diskCheck(free).level)).toEqual(['ok', 'warn', 'fail'])
  })

  it('must let the data folder be written', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const found = async (path: string) => checkLine((await dataFolderChecks(path))[0]!)
    expect(await found(folder)).toBe(`ok    data folder ${folder} can be written`)
    expect(await found(join(folder, 'a', 'b'))).toBe(
      `ok    data folder ${join(folder, 'a', 'b')} can be made`,
    )
    expect(await found(file)).toMatch(/^fail {2}.* is no folder.* → make it writable/)
    expect(await found(join(file, 'a'))).toMatch(/^fail {2}.* → make it writable/)
  })

  it('need not have credentials', () => {
    expect(credentialsCheck(readSettings({})).level).toBe('warn')
    const set = { SSI_CONSUMER_ID: 'who', SSI_CONSUMER_SECRET: 'what' }
    expect(checkLine(credentialsCheck(readSettings(set)))).toBe('ok    credentials of ssi are set')
    const dnse = readSettings({ DNSE_API_KEY: 'who', DNSE_API_SECRET: 'what' })
    expect(checkLine(credentialsCheck(dnse))).toBe('ok    credentials of dnse are set')
  })
})

describe('the command', () => {
  it('prints a line each, and never a secret', async () => {
    const env = { SSI_CONSUMER_ID: 'someone-here', SSI_CONSUMER_SECRET: 'hidden-thing' }
    const { stdout, stderr } = await endVnflow(['doctor', '--data-dir', folder], env)
    expect(stderr).toBe('')
    expect(stdout.trimEnd().split('\n')).toSatisfy((lines: string[]) =>
      lines.every((line) => /^(ok {4}|warn {2}|fail {2})\S/.test(line)),
    )
    expect(stdout).toContain('credentials of ssi are set')
    expect(stdout).toContain(`Node ${process.versions.node}`)
    expect(stdout).not.toMatch(/someone-here|hidden-thing/)
  })

  it('tells of files that are missing in the log', async () => {
    const dataDir = join(folder, 'holes')
    const dir = join(dataDir, 'ssi', 'journal')
    const journal = openJournal({ dir, durability: 'none', segmentBytes: 1 })
    for (const text of ['one', 'two', 'three']) journal.append([{ receivedTime: 1, source: 'ssi', text }])
    await journal.close()
    await (await openStore({ path: join(dataDir, 'ssi', 'vnflow.duckdb') })).close()
    const doctor = () => endVnflow(['doctor', '--data-dir', dataDir, '--source', 'ssi'])
    expect((await doctor()).stdout).not.toContain('journal')
    rmSync(join(dir, '0000000000000002.log'))
    expect((await doctor()).stdout).toContain(
      `warn  journal: ${join(dir, '0000000000000001.log')}: 1 frame lost (2): it is cut, or the file behind it is gone → put`,
    )
  })

  it('ends with 1 where something fails, and tells all the same what it can', async () => {
    const nowhere = join(folder, 'nowhere.json')
    const { stdout, code } = await endVnflow(['doctor', '--calendar', nowhere], { APP_PORT: 'eighty' })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^fail {2}.*nowhere\.json is not a trading calendar: ENOENT/m)
    expect(stdout).toMatch(/^fail {2}APP_PORT is "eighty"; .* → correct the setting/m)
    expect(stdout).toContain(`ok    Node ${process.versions.node}`)
  })
})
