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

const days = [
  [1, '09:15:00', '2026-11-18'],
  [2, '09:15:00', '2026-11-19'],
  [3, '09:15:00', '2026-11-20'],
] as const

async function open(dir: string): Promise<Store> {
  const store = await openStore({ path: join(dir, 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  return store
}

const file = (dir: string) => partitionFile(join(dir, 'parquet'), 'trades', '2026-11-18')

/** A data folder with two dates in files and one in the database, and no store open. */
async function stored(): Promise<string> {
  const dir = folder()
  const store = await open(dir)
  await appendTrades(store, days)
  await store.exportBefore('2026-11-20')
  await store.close()
  return dir
}

const seqs = async (store: Store, where = '') =>
  (await store.read(`select seq from trades ${where} order by seq`)).map(({ seq }) => seq)

/** Turns a byte of the footer so that it is no footer any more. */
function turnFooter(path: string): void {
  const bytes = readFileSync(path)
  bytes.fill(0xff, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8), bytes.length - 8)
  writeFileSync(path, bytes)
}

const damages: readonly (readonly [string, (path: string) => void, RegExp])[] = [
  ['cut short', (path) => truncateSync(path, 100), /is cut short: it does not end with PAR1/],
  ['empty', (path) => truncateSync(path, 0), /is empty/],
  ['of turned bytes', turnFooter, /has a damaged footer/],
  ['of another kind', (path) => writeFileSync(path, 'seq,symbol\n1,FPT\n'), /does not begin with PAR1/],
  [
    'of a footer that is too long',
    (path) => writeFileSync(path, Buffer.from('PAR1....\xff\xff\x00\x00PAR1', 'latin1')),
    /tells a footer of 65535 of its 16 bytes/,
  ],
  [
    'a directory',
    (path) => {
      rmSync(path)
      mkdirSync(path)
    },
    /is no file/,
  ],
]

describe.each(damages)('a partition that is %s', (_, damage, fault) => {
  it('is named, keeps nothing else from being read, and refuses its own date', async () => {
    const dir = await stored()
    damage(file(dir))
    const store = await open(dir)
    expect(await store.read('select table_name, date, file, reason from damaged_partitions')).toEqual([
      {
        table_name: 'trades',
        date: '2026-11-18',
        file: file(dir),
        reason: expect.stringMatching(fault) as unknown,
      },
    ])
    expect(await seqs(store, `where date >= '2026-11-19'`)).toEqual([2, 3])
    expect(await seqs(store, `where date <> '2026-11-18' and symbol = 'FPT'`)).toEqual([2, 3])
    expect(await store.read('select * from gaps')).toEqual([])
    const refusal = new RegExp(
      `trades of 2026-11-18 are not whole: ${file(dir)} .*where date <> '2026-11-18'`,
    )
    for (const where of [
      `where date = '2026-11-18'`,
      `where date between '2026-11-01' and '2026-11-18' and symbol = 'FPT'`,
      `where symbol = 'FPT' and volume > 5`,
      '',
    ]) {
      await expect(seqs(store, where)).rejects.toThrow(refusal)
      await expect(store.read(`select count(*) from trades ${where}`)).rejects.toThrow(refusal)
    }
    await expect(
      store.copy(
        'select * from trades where date = $day::date',
        { day: '2026-11-18' },
        join(dir, 'x.parquet'),
      ),
    ).rejects.toThrow(refusal)

    // Rows that come late have a file of their own, and the damaged one is kept as it is.
    const before = existsSync(join(file(dir), '.')) ? '' : readFileSync(file(dir), 'latin1')
    await appendTrades(store, [[6, '14:45:00', '2026-11-18']])
    expect(await store.exportBefore('2026-11-20')).toMatchObject([
      { date: '2026-11-18', rowCount: 1, aside: `${file(dir)}.damaged` },
    ])
    const aside = `${file(dir)}.damaged`
    expect(existsSync(join(aside, '.')) ? '' : readFileSync(aside, 'latin1')).toBe(before)
    await expect(seqs(store, `where date = '2026-11-18'`)).rejects.toThrow(
      /data\.parquet\.damaged was damaged/,
    )
    rmSync(aside, { recursive: true })
    await store.close()
    expect(await seqs(await open(dir))).toEqual([2, 3, 6])
  })
})

describe('a damaged partition', () => {
  it('is found while the store is open, and so is a whole copy in its place', async () => {
    const dir = await stored()
    const store = await open(dir)
    expect(await seqs(store)).toEqual([1, 2, 3])
    copyFileSync(file(dir), join(dir, 'copy'))
    truncateSync(file(dir), 100)
    await expect(seqs(store)).rejects.toThrow(/trades of 2026-11-18 are not whole/)
    expect(await seqs(store, `where date > '2026-11-18'`)).toEqual([2, 3])
    renameSync(join(dir, 'copy'), file(dir))
    expect(await seqs(store)).toEqual([1, 2, 3])
  })

  it('never takes the name of one that is kept', async () => {
    const dir = await stored()
    const store = await open(dir)
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
