import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { from, lastValueFrom, map, Subject } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { definePipeline, type Pipeline } from '../../../pipelines/define/define-pipeline.ts'
import { trades$ } from '../../../pipelines/define/input.ts'
import { graphOf } from '../../../src/cli/kit/graph.ts'
import { kitSinks, makeKit } from '../../../src/cli/kit/kit.ts'
import { openAudiences } from '../../../src/cli/kit/open-audiences.ts'
import { rowTable } from '../../../src/cli/kit/row-table.ts'
import type { Output } from '../../../src/domain/outputs.ts'
import { openStore } from '../../../src/store/store.ts'
import { at, classifiedTrade, price } from '../../../src/testing/index.ts'
import { admission, dial, feed, serve } from '../../server/fixtures.ts'

const row = z.object({
  symbol: z.string(),
  count: z.number().int(),
  ratio: z.number().optional(),
  paid: z.number().meta({ column: 'price' }),
  since: z.int().meta({ column: 'time' }),
  big: z.boolean(),
  side: z.enum(['buy', 'sell', 'neutral']).nullable(),
  levels: z.array(z.number()),
})

const everything = definePipeline({
  name: 'every-thing',
  inputs: { trades$ },
  row,
  build: ({ trades$ }) =>
    trades$.pipe(
      map((trade) => ({
        symbol: trade.symbol,
        count: trade.volume,
        ...(trade.volume > 100 && { ratio: trade.volume / 3 }),
        paid: trade.price,
        since: trade.exchangeTime,
        big: trade.volume > 100,
        side: trade.volume > 100 ? trade.side : null,
        levels: [1, trade.volume],
      })),
    ),
})

const outputs = [100, 300].map((volume, i) =>
  classifiedTrade({ seq: i + 1, exchangeTime: at('09:15:00') + i * 1_000, price: price(101.5), volume }),
)

const kitOf = (...pipelines: readonly Pipeline[]) =>
  makeKit({ pipelines, params: {}, files: new Set() }, () => undefined)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-kit-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a table of rows', () => {
  it('has the columns of the schema, each of its type, and stands in the views over all dates', async () => {
    const kit = kitOf(everything)
    const store = await openStore({ path: join(folder, 'rows', 'vnflow.duckdb'), tables: kit.statements })
    const { audiences } = openAudiences(kit, { WS_QUEUE_SIZE: 5 })
    await lastValueFrom(kitSinks(from(outputs), kit, { store, audiences, logger: console }), {
      defaultValue: undefined,
    })
    expect(await store.read('select * from pipeline_every_thing order by seq')).toEqual([
      expect.objectContaining({
        seq: 1,
        exchange_time: '2026-11-20T09:15:00+07:00',
        symbol: 'FPT',
        count: 100,
        ratio: null,
        paid: 101.5,
        since: '2026-11-20T09:15:00+07:00',
        big: false,
        side: null,
        levels: '[1,100]',
        date: '2026-11-20',
      }),
      expect.objectContaining({ seq: 2, count: 300, ratio: 100, big: true, side: 'neutral' }),
    ])
    await store.close()
  })

  it('takes a new column, and is another one for a new version', async () => {
    const path = join(folder, 'grown', 'vnflow.duckdb')
    const before = rowTable({ ...everything, row: z.object({ symbol: z.string() }) })
    await (await openStore({ path, tables: before.statements })).close()
    const next = rowTable({ ...everything, version: 2 })
    const store = await openStore({ path, tables: [...rowTable(everything).statements, ...next.statements] })
    const columns = await store.query(
      `select table_name as name, count(*)::int as columns from duckdb_columns() where table_name like 'pipeline%' and database_name = current_database() group by 1 order by 1`,
    )
    expect(columns).toEqual([
      { name: 'pipeline_every_thing', columns: 11 },
      { name: 'pipeline_every_thing_v2', columns: 11 },
    ])
    await store.close()
  })

  it('costs its own pipeline alone when it cannot take the rows', async () => {
    const other = definePipeline({
      name: 'other',
      inputs: { trades$ },
      row: z.object({ n: z.number() }),
      build: ({ trades$ }) => trades$.pipe(map(({ volume }) => ({ n: volume }))),
    })
    const path = join(folder, 'changed', 'vnflow.duckdb')
    const lost = rowTable({ ...everything, row: row.extend({ gone: z.string() }) })
    const kit = kitOf(everything, other)
    const store = await openStore({ path, tables: [...lost.statements, ...kit.statements] })
    const told: string[] = []
    const { audiences } = openAudiences(kit, { WS_QUEUE_SIZE: 5 })
    const logger = { warn: (text: string) => told.push(text) }
    await lastValueFrom(kitSinks(from(outputs), kit, { store, audiences, logger }), {
      defaultValue: undefined,
    })
    expect(told).toEqual([
      expect.stringMatching(/^rows of pipeline every-thing are not stored: .*gone.* version: 2/),
    ])
    expect(await store.query('select n from pipeline_other order by seq')).toEqual([{ n: 100 }, { n: 300 }])
    await store.close()
  })
})

describe('a row that has no printed form', () => {
  it('is refused where the schema says so', () => {
    const schema = z.object({ id: z.object({ big: z.bigint() }).optional() })
    expect(() => rowTable({ ...everything, row: schema })).toThrow(
      'Pipeline every-thing: a row cannot hold a bigint',
    )
  })

  it('costs its own channel alone', async () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    const circular = definePipeline({
      name: 'circular',
      inputs: { trades$ },
      row: z.object({ n: z.any() }),
      build: ({ trades$ }) => trades$.pipe(map(() => ({ n: circle }))),
    })
    const kit = kitOf(circular, everything)
    const store = await openStore({ path: ':memory:', tables: kit.statements })
    const { audiences } = openAudiences(kit, { WS_QUEUE_SIZE: 5 })
    const sent: string[] = []
    for (const channel of kit.channels)
      Object.defineProperties(audiences[channel], {
        size: { value: 1 },
        send: { value: (text: string) => sent.push(text) },
      })
    const told: string[] = []
    const logger = { warn: (text: string) => told.push(text) }
    await lastValueFrom(kitSinks(from(outputs), kit, { store, audiences, logger }), {
      defaultValue: undefined,
    })
    expect(told.toSorted()).toEqual([
      expect.stringMatching(/^rows of pipeline circular are not stored: /),
      expect.stringMatching(/^rows of pipeline circular are sent no more: .*circular/),
    ])
    expect(sent).toEqual([expect.stringContaining('"seq":1'), expect.stringContaining('"seq":2')])
    await store.close()
  })
})

describe('a channel of rows', () => {
  it('sends each row, after how the feed stands; others are not let in', async () => {
    const kit = kitOf(everything)
    const { metrics, audiences, flow } = openAudiences(kit, { WS_QUEUE_SIZE: 5 })
    const server = await serve({ audiences, metrics })
    expect(await admission(dial(server, '/ws/pipeline:none'))).toBe(404)
    const listener = dial(server, '/ws/pipeline:every-thing')
    await listener.until(1)
    const store = await openStore({ path: ':memory:', tables: kit.statements })
    const outputs$ = new Subject<Output>()
    const done = lastValueFrom(kitSinks(outputs$, kit, { store, audiences, logger: console }), {
      defaultValue: undefined,
    })
    for (const output of outputs) outputs$.next(output)
    await listener.until(3)
    expect(listener.messages.map((text) => JSON.parse(text) as object)).toEqual([
      expect.objectContaining({ type: 'status' }),
      expect.objectContaining({ stream: 'every-thing', seq: 1, symbol: 'FPT', count: 100, paid: 10_150 }),
      expect.objectContaining({ stream: 'every-thing', seq: 2, count: 300 }),
    ])
    const shape = await graphOf({ board: { feed: () => feed }, flow, metrics, audiences, kit })
    expect(shape.edges.find(({ to }) => to === 'pipeline:every-thing')).toMatchObject({
      from: 'operator:classify',
      count: 2,
      drops: 0,
      rate: 0,
    })
    expect(shape.nodes.find(({ id }) => id === 'pipeline:every-thing')).toMatchObject({
      own: true,
      state: 'running',
      count: 2,
      drops: 0,
    })
    const channel = shape.nodes.find(({ id }) => id === 'sink:ws:pipeline:every-thing')
    expect(channel).toMatchObject({ kind: 'sink', drops: 0 })
    expect(channel?.count).toBeGreaterThanOrEqual(2)
    const edges = shape.edges.map(({ from: giver, to }) => `${giver} > ${to}`)
    expect(edges).toEqual(
      expect.arrayContaining([
        'operator:gaps > operator:classify',
        'operator:classify > pipeline:every-thing',
        'pipeline:derivatives > pipeline:alerts',
        'pipeline:bars > sink:table:bars',
        'pipeline:every-thing > sink:table:pipeline_every_thing',
        'pipeline:every-thing > sink:ws:pipeline:every-thing',
      ]),
    )
    const known = new Set(shape.nodes.map(({ id }) => id))
    expect(shape.edges.filter(({ from: giver, to }) => !known.has(giver) || !known.has(to))).toEqual([])
    expect(await metrics.registry.metrics()).toContain('pipeline_rows_total{pipeline="every-thing"} 2')
    outputs$.complete()
    await done
    await store.close()
  })
})
