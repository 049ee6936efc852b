import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { partitionFile } from '../../../src/store/parquet/partition.ts'
import { partitionSums } from '../../../src/store/parquet/partition-sums.ts'
import { openStore, type Store } from '../../../src/store/store.ts'
import { folder } from '../folder.ts'
import { appendTrades } from './trading-days.ts'

const DATE = '2026-11-18'
const fileOf = (dir: string) => partitionFile(join(dir, 'parquet'), 'trades', DATE)
const seqs = async (store: Store) =>
  (await store.read('select seq from trades order by seq')).map(({ seq }) => seq)

async function open(dir: string): Promise<Store> {
  const store = await openStore({ path: join(dir, 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  return store
}

async function exported() {
  const dir = folder()
  const store = await open(dir)
  await appendTrades(store, [[1, '09:15:00', DATE]])
  await store.exportBefore('2026-11-20')
  return { dir, store, sums: partitionSums(join(dir, 'parquet')) }
}

/** Another file of the same two ends, as a turned bit on a disk makes it. */
function turnBit(file: string): void {
  const bytes = readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40)
  writeFileSync(file, bytes)
}

it('tells a file that is as it was written from one that is not, in the words of sha256sum', async () => {
  const { dir, sums } = await exported()
  expect(await sums.isAsWritten(fileOf(dir))).toBe(true)
  const sum = createHash('sha256')
    .update(readFileSync(fileOf(dir)))
    .digest('hex')
  expect(readFileSync(join(dir, 'parquet', 'SHA256SUMS'), 'utf8')).toBe(
    `${sum}  trades/year=2026/month=11/day=18/data.parquet\n`,
  )
  turnBit(fileOf(dir))
  expect(await sums.isAsWritten(fileOf(dir))).toBe(false)
})

it('knows both files that a crash may have left in a place, and the one that is there afterwards', async () => {
  const { dir, sums } = await exported()
  sums.expect(fileOf(dir), 'a'.repeat(64))
  expect(await sums.isAsWritten(fileOf(dir))).toBe(true)
  sums.settle(fileOf(dir), 'a'.repeat(64))
  expect(await sums.isAsWritten(fileOf(dir))).toBe(false)
  expect(await sums.isAsWritten(join(dir, 'parquet/other.parquet'))).toBeUndefined()
})

it('follows a file that later rows join, and joins none to a file that is not as it was written', async () => {
  const { dir, store, sums } = await exported()
  await appendTrades(store, [[2, '09:16:00', DATE]])
  await store.exportBefore('2026-11-20')
  expect(await sums.isAsWritten(fileOf(dir))).toBe(true)

  turnBit(fileOf(dir))
  await appendTrades(store, [[3, '09:17:00', DATE]])
  const [written] = await store.exportBefore('2026-11-20')
  expect(written).toMatchObject({ rowCount: 1, aside: `${fileOf(dir)}.damaged` })
  expect(existsSync(`${fileOf(dir)}.damaged`)).toBe(true)
  await expect(seqs(store)).rejects.toThrow('was damaged, and set aside')
})

it('refuses a date whose file is not as it was written, where a crash left rows of it in the database', async () => {
  const { dir, store } = await exported()
  await appendTrades(store, [[2, '09:16:00', DATE]])
  await store.close()
  turnBit(fileOf(dir))
  await expect(seqs(await open(dir))).rejects.toThrow('not as it was written')
})
