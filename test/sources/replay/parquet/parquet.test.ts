import {
  closeSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { firstValueFrom, from, lastValueFrom, toArray } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../../../pipelines/program.ts'
import { stored } from '../../../../src/cli/stored.ts'
import type { Frame } from '../../../../src/domain/frame.ts'
import type { Output } from '../../../../src/domain/outputs.ts'
import { decode } from '../../../../src/sources/decode.ts'
import { openRecording } from '../../../../src/sources/replay/recording.ts'
import { openStore } from '../../../../src/store/store.ts'
import { simulatedFrames } from '../../../simulated-frames.ts'

const date = '2026-11-20'
const file = (dir: string, table: string) => join(dir, table, 'year=2026/month=11/day=20/data.parquet')

const outputsOf = (frames: readonly Frame[]): Promise<Output[]> =>
  firstValueFrom(from(frames).pipe(program(decode), toArray()))

async function framesOf(paths: readonly string[], fromSeq?: number): Promise<Frame[]> {
  const recording = await openRecording(paths)
  const frames: Frame[] = []
  for await (const chunk of recording.read(fromSeq)) frames.push(...chunk.frames)
  return frames
}

const replayed = async (paths: readonly string[]) => outputsOf(await framesOf(paths))

/** Each bar as it was told last. When that was depends on frames that are in no table: they move the feed's clock. */
const lastBars = (outputs: readonly Output[]) =>
  new Map(
    outputs.flatMap((output) =>
      output.kind === 'bar'
        ? [
            [
              `${output.symbol} ${output.start}`,
              { ...output, seq: 0, exchangeTime: 0, receivedTime: 0, revision: 0 },
            ],
          ]
        : [],
    ),
  )

const of = (outputs: readonly Output[], ...kinds: Output['kind'][]) =>
  outputs.filter(({ kind }) => kinds.includes(kind))

describe('Parquet of the store’s own tables, replayed', () => {
  const home = mkdtempSync(join(tmpdir(), 'vnflow-parquet-'))
  const dir = join(home, 'parquet')
  let live: Output[]
  beforeAll(async () => {
    const whole = simulatedFrames({ seed: 5, date, from: '09:15', until: '09:17', symbols: 40 })
    // Messages are lost, and some are damaged.
    const frames = whole
      .filter(({ seq }) => seq % 97 !== 0)
      .map((frame) => (frame.seq % 301 === 0 ? { ...frame, text: '{' } : frame))
    live = await outputsOf(frames)
    const store = await openStore({ path: join(home, 'vnflow.duckdb') })
    await lastValueFrom(stored(from(live), store))
    await store.exportBefore('2026-11-21')
    await store.close()
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  it('gives the trades, books, gaps, totals, bars, indices and rejections of the live run, one by one', async () => {
    const again = await replayed([dir])
    expect(of(live, 'gap').length).toBeGreaterThan(5)
    expect(of(live, 'rejected').length).toBeGreaterThan(5)
    expect(of(live, 'trade').length).toBeGreaterThan(300)
    const kinds = ['gap', 'trade', 'session', 'quote', 'index', 'basis', 'rejected', 'alert'] as const
    for (const kind of kinds) expect(of(again, kind)).toEqual(of(live, kind))
    expect(lastBars(again)).toEqual(lastBars(live))
    // What one frame gives comes in one order.
    expect(of(again, 'gap', 'trade', 'quote', 'session')).toEqual(
      of(live, 'gap', 'trade', 'quote', 'session'),
    )
  })

  it('joins tables by seq, whatever their order on the command line', async () => {
    const tables = ['rejected', 'quotes', 'index_values', 'trades', 'gaps'].map((table) => join(dir, table))
    const frames = await framesOf(tables)
    expect(frames).toEqual(await framesOf([dir]))
    expect(frames.map(({ seq }) => seq)).toEqual(
      [...new Set(frames.map(({ seq }) => seq))].sort((a, b) => a - b),
    )
    const trades = await framesOf([file(dir, 'trades')])
    expect(trades.length).toBeLessThan(frames.length)
    expect(of(await outputsOf(trades), 'trade')).toEqual(of(live, 'trade'))
  })

  it('goes on from any place', async () => {
    const frames = await framesOf([dir])
    const seq = frames[Math.floor(frames.length / 2)]?.seq ?? 0
    expect(await framesOf([dir], seq)).toEqual(frames.filter((frame) => frame.seq >= seq))
    expect(await framesOf([dir], seq + 1)).toEqual(frames.filter((frame) => frame.seq > seq))
    expect(await framesOf([dir], Number.MAX_SAFE_INTEGER)).toEqual([])
  })

  it('is merged with another recording by the time of arrival, and numbered anew', async () => {
    const path = join(home, 'other.ndjson')
    writeFileSync(path, `${JSON.stringify({ recv: 0, source: 'clock', frame: '{"exchangeTime":0}' })}\n`)
    const frames = await framesOf([dir, path])
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, i) => i + 1))
    const plain = ({ symbol, price, volume }: Extract<Output, { kind: 'trade' }>) => [symbol, price, volume]
    const trades = (outputs: readonly Output[]) =>
      outputs.flatMap((one) => (one.kind === 'trade' ? [plain(one)] : []))
    const again = await outputsOf(frames)
    expect(trades(again)).toEqual(trades(live))
    const places = new Set(frames.map(({ seq }) => seq))
    expect(of(again, 'trade').every(({ seq }) => places.has(seq))).toBe(true)
  })

  it('names the file that is damaged, and reads the others', async () => {
    const copy = join(home, 'damaged')
    for (const table of ['trades', 'index_values'])
      cpSync(join(dir, table), join(copy, table), { recursive: true })
    truncateSync(file(copy, 'trades'), 1_000)
    await expect(openRecording([copy])).rejects.toThrow(`${file(copy, 'trades')} is damaged`)
    expect(of(await replayed([join(copy, 'index_values')]), 'index')).toEqual(of(live, 'index'))
  })

  it('names the file that cannot be read to its end', async () => {
    const path = join(home, 'torn.parquet')
    copyFileSync(file(dir, 'trades'), path)
    const open = openSync(path, 'r+')
    writeSync(open, Buffer.alloc(statSync(path).size / 2, 0xff), 0, undefined, 100)
    closeSync(open)
    await expect(framesOf([path])).rejects.toThrow(`${path} cannot be read on after row`)
  })

  it('names the file of which rows in the middle cannot be read, from wherever it is read', async () => {
    const path = join(home, 'worn.parquet')
    const db = await (await DuckDBInstance.create(':memory:')).connect()
    await db.run(`copy (
        select t.* replace (i as seq, i::decimal(18, 2) + 1 as price)
        from (from '${file(dir, 'trades')}' limit 1) as t, range(200000) as r(i) order by i
      ) to '${path}' (format parquet, row_group_size 20000)`)
    const [[offset = 0] = []] = (
      await db.runAndReadAll(
        `select data_page_offset::int from parquet_metadata('${path}') where path_in_schema = 'price' and row_group_id = 5`,
      )
    ).getRows()
    const open = openSync(path, 'r+')
    writeSync(open, Buffer.alloc(200, 0xff), 0, undefined, Number(offset))
    closeSync(open)
    for (const fromSeq of [undefined, 30_000])
      await expect(framesOf([path], fromSeq)).rejects.toThrow(`${path} cannot be read on after row`)
    expect(await framesOf([path], 190_000)).toHaveLength(10_000)
  })

  it('refuses what is no table, and says which are', async () => {
    const path = join(home, 'other.parquet')
    const db = await (await DuckDBInstance.create(':memory:')).connect()
    await db.run(`copy (select 1 as a, 2 as b) to '${path}' (format parquet)`)
    await expect(openRecording([path])).rejects.toThrow(/its columns are a, b; .*trades/)
    await expect(openRecording([join(dir, 'bars')])).rejects.toThrow(
      /Name the tables that others are made of/,
    )
  })

  it('makes a rejection of a row that is none', async () => {
    const path = join(home, 'rows.parquet')
    const db = await (await DuckDBInstance.create(':memory:')).connect()
    await db.run(`copy (select * replace (case when seq % 2 = 0 then 'up' else side end as side)
      from '${file(dir, 'trades')}' order by seq) to '${path}' (format parquet)`)
    const outputs = await replayed([path])
    const even = of(live, 'trade').filter(({ seq }) => seq % 2 === 0)
    expect(of(outputs, 'rejected').map(({ seq }) => seq)).toEqual(even.map(({ seq }) => seq))
    expect(of(outputs, 'rejected')[0]).toMatchObject({
      reason: 'side is "up", expected buy, sell, neutral',
      raw: expect.stringContaining(`of ${path}`) as string,
    })
  })
})
