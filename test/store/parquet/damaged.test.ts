import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { partitionFile } from '../../../src/store/parquet/partition.ts'
import { openStore, type Store } from '../../../src/store/store.ts'
import { folder } from '../folder.ts'
import { appendTrades } from './trading-days.ts'

const today = '2026-11-20'

async function open(dir: string): Promise<Store> {
  const store = await openStore({ path: join(dir, 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  return store
}

const fileOf = (dir: string, date: string) => partitionFile(join(dir, 'parquet'), 'trades', date)
const file = (dir: string) => fileOf(dir, '2026-11-18')

/** A data folder with some dates in files and one in the database. */
async function stored(...dates: readonly string[]): Promise<{ readonly dir: string; readonly store: Store }> {
  const dir = folder()
  const store = await open(dir)
  await appendTrades(
    store,
    [...dates, today].map((date, i) => [i + 1, '09:15:00', date] as const),
  )
  await store.exportBefore(today)
  return { dir, store }
}

const seqs = async (store: Store, where = '') =>
  (await store.read(`select seq from trades ${where} order by seq`)).map(({ seq }) => seq)

/** Turns the bytes of the footer, so that it is none any more. */
function turnFooter(path: string): void {
  const bytes = readFileSync(path)
  bytes.fill(0xff, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8), bytes.length - 8)
  writeFileSync(path, bytes)
}

function directoryInPlace(path: string): void {
  rmSync(path)
  mkdirSync(path)
}

const longFooter = Buffer.from('PAR1....\xff\xff\x00\x00PAR1', 'latin1')

/** A date each: what is done to its file, and what is said of it. */
const damages: readonly (readonly [string, (path: string) => void, RegExp])[] = [
  ['2026-11-10', (path) => truncateSync(path, 100), /^is cut short: it does not end with PAR1/],
  ['2026-11-11', (path) => truncateSync(path, 0), /^is empty/],
  ['2026-11-12', turnFooter, /^has a damaged footer/],
  ['2026-11-13', (path) => writeFileSync(path, 'seq,symbol\n1,FPT\n'), /^does not begin with PAR1/],
  ['2026-11-16', (path) => writeFileSync(path, longFooter), /^tells a footer of 65535 of its 16 bytes/],
  ['2026-11-17', directoryInPlace, /^is no file/],
]
const damagedDates = damages.map(([date]) => date)

describe('damaged partitions', () => {
  it('are named, keep nothing else from being read, refuse their dates, and are kept', async () => {
    const { dir, store: before } = await stored(...damagedDates, '2026-11-18')
    await before.close()
    for (const [date, damage] of damages) damage(fileOf(dir, date))
    const store = await open(dir)
    const told = await store.read(
      'select table_name, date, file, reason from damaged_partitions order by date',
    )
    expect(told).toEqual(
      damages.map(([date, , reason]) => ({
        table_name: 'trades',
        date,
        file: fileOf(dir, date),
        reason: expect.stringMatching(reason) as unknown,
      })),
    )
    expect(await seqs(store, `where date >= '2026-11-18'`)).toEqual([7, 8])
    expect(await seqs(store, `where date > '2026-11-17' and symbol = 'FPT'`)).toEqual([7, 8])
    expect(await store.read('select * from gaps')).toEqual([])

    for (const date of damagedDates) {
      const refusal = `trades of ${date} are not whole: ${fileOf(dir, date)} `
      await expect(seqs(store, `where date = '${date}'`)).rejects.toThrow(refusal)
      await expect(store.read(`select count(*) from trades where date = '${date}'`)).rejects.toThrow(refusal)
      const copied = store.copy({
        sql: `select * from trades where date = $day::date and symbol = 'FPT'`,
        params: { day: date },
        file: join(dir, 'x.parquet'),
      })
      await expect(copied).rejects.toThrow(refusal)
    }
    for (const where of ['', `where symbol = 'FPT' and volume > 5`, `where symbol = 'none'`])
      await expect(seqs(store, where)).rejects.toThrow(/where date <> '2026-11-1\d'/)

    // Rows that come late get a file of their own.
    const cut = readFileSync(fileOf(dir, '2026-11-10'))
    await appendTrades(
      store,
      damagedDates.map((date, i) => [20 + i, '14:45:00', date] as const),
    )
    expect(await store.exportBefore(today)).toMatchObject(
      damagedDates.map((date) => ({ date, rowCount: 1, aside: `${fileOf(dir, date)}.damaged` })),
    )
    expect(readFileSync(`${fileOf(dir, '2026-11-10')}.damaged`)).toEqual(cut)
    expect(existsSync(`${fileOf(dir, '2026-11-17')}.damaged`)).toBe(true)
    await expect(seqs(store, `where date = '2026-11-10'`)).rejects.toThrow(
      `${fileOf(dir, '2026-11-10')}.damaged was damaged, and set aside; bring its rows back`,
    )
    for (const date of damagedDates) rmSync(`${fileOf(dir, date)}.damaged`, { recursive: true })
    // Whoever is refused has the files looked at again.
    expect(await seqs(store)).toEqual([7, 8, 20, 21, 22, 23, 24, 25])
  })

  it('is found while the store is open, and so is a whole copy in its place', async () => {
    const { dir, store } = await stored('2026-11-18', '2026-11-19')
    expect(await seqs(store)).toEqual([1, 2, 3])
    copyFileSync(file(dir), join(dir, 'copy'))
    truncateSync(file(dir), 100)
    await expect(seqs(store)).rejects.toThrow(/trades of 2026-11-18 are not whole/)
    expect(await seqs(store, `where date > '2026-11-18'`)).toEqual([2, 3])
    renameSync(join(dir, 'copy'), file(dir))
    expect(await seqs(store)).toEqual([1, 2, 3])
  })

  it('never takes the name of one that is kept', async () => {
    const { dir, store } = await stored('2026-11-18')
    for (const seq of [6, 7, 8]) {
      writeFileSync(file(dir), `damaged ${seq}`)
      await appendTrades(store, [[seq, '14:45:00', '2026-11-18']])
      await store.exportBefore('2026-11-20')
    }
    const kept = readdirSync(dirname(file(dir))).filter((name) => name !== 'data.parquet')
    expect(kept.sort().map((name) => [name, readFileSync(join(dirname(file(dir)), name), 'utf8')])).toEqual([
      ['data.parquet.damaged', 'damaged 6'],
      ['data.parquet.damaged-2', 'damaged 7'],
      ['data.parquet.damaged-3', 'damaged 8'],
    ])
  })
})
