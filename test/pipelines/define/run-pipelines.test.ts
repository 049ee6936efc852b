import {
  asyncScheduler,
  bufferTime,
  debounceTime,
  filter,
  map,
  merge,
  observeOn,
  of,
  scan,
  tap,
  throwError,
  toArray,
} from 'rxjs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { alerts$, bars$, events$, quotes$, trades$ } from '../../../pipelines/define/input.ts'
import { definePipeline, type Pipeline } from '../../../pipelines/define/define-pipeline.ts'
import { type PipelineRow, printedRow } from '../../../pipelines/define/pipeline-row.ts'
import { type RunOptions, runPipelines } from '../../../pipelines/define/run-pipelines.ts'
import { spike } from '../../../operators/spike.ts'
import type { Output } from '../../../src/domain/outputs.ts'
import { at, classifiedTrade, clock, price, quote } from '../../../src/testing/index.ts'

const trade = (time: string, volume: number, seq = 1) =>
  classifiedTrade({ seq, exchangeTime: at(time), volume, totalVolume: volume })

function run(pipelines: readonly Pipeline[], outputs: readonly Output[], options: RunOptions = {}) {
  const rows: PipelineRow[] = []
  const running = runPipelines(pipelines, options)
  of(...outputs)
    .pipe(running.rows)
    .subscribe((row) => rows.push(row))
  return { rows, standings: running.standings(), texts: rows.map(printedRow) }
}

const volumes = definePipeline({
  name: 'volumes',
  inputs: { trades$ },
  params: z.object({ least: z.number().default(0) }),
  row: z.object({ symbol: z.string(), volume: z.number().int() }),
  build: ({ trades$ }, { params }) =>
    trades$.pipe(
      filter(({ volume }) => volume >= params.least),
      map(({ symbol, volume }) => ({ volume, symbol })),
    ),
})

const counting = (name: string) =>
  definePipeline({
    name,
    inputs: { trades$ },
    row: z.object({ n: z.number() }),
    build: ({ trades$ }) =>
      trades$.pipe(
        scan((n) => n + 1, 0),
        map((n) => ({ n })),
      ),
  })

const throwing = definePipeline({
  name: 'always-throws',
  inputs: { trades$ },
  row: z.object({ n: z.number() }),
  build: ({ trades$ }) =>
    trades$.pipe(
      map((): { n: number } => {
        throw new Error('on every event')
      }),
    ),
})

describe('runPipelines', () => {
  it('gives rows with the stamp of what caused them, in the printed form of the contract', () => {
    expect(run([volumes], [trade('09:15:00', 300, 7)]).texts).toEqual([
      '{"stream":"volumes","seq":7,"time":"2026-11-20T09:15:00+07:00","symbol":"FPT","volume":300}',
    ])
  })

  it('hands a pipeline the kinds that it asks for, and its parameters', () => {
    const outputs = [trade('09:15:00', 100), quote(), trade('09:15:01', 200)]
    const { rows, standings } = run([volumes], outputs, { params: { volumes: { least: 150 } } })
    expect(rows.map(({ row }) => row)).toEqual([{ symbol: 'FPT', volume: 200 }])
    expect(standings).toMatchObject([{ name: 'volumes', state: 'running', events: 2, rows: 1, failures: 0 }])
  })

  it('refuses parameters that do not fit, and says which', () => {
    expect(() => runPipelines([volumes], { params: { volumes: { least: 'many' } } })).toThrow(
      /Parameters of pipeline volumes: least: .*number/,
    )
    expect(() => runPipelines([volumes], { params: { volumes: { leest: 5 } } })).toThrow(
      'Parameters of pipeline volumes: Unrecognized key: "leest".',
    )
    const any = { ...volumes, params: z.looseObject({}) }
    expect(() => runPipelines([any], { params: { volumes: { leest: 5 } } })).not.toThrow()
  })

  it('shows a pipeline that throws on every event as failed, and leaves the rows of the others as they are', () => {
    const outputs = Array.from({ length: 300 }, (_, i) =>
      classifiedTrade({ seq: i + 1, exchangeTime: at('09:15:00') + i * 500, volume: 100 * (i + 1) }),
    )
    const after = counting('zz-after')
    const failures: string[] = []
    const alone = run([volumes, after], outputs)
    const beside = run([volumes, throwing, after], outputs, {
      onFailure: ({ pipeline, again }) => failures.push(`${pipeline} ${(again - at('09:15:00')) / 1_000}`),
    })
    expect(beside.texts).toEqual(alone.texts)
    expect(alone.texts).toHaveLength(600)
    expect(failures.slice(0, 4)).toEqual([
      'always-throws 1',
      'always-throws 3',
      'always-throws 7',
      'always-throws 15',
    ])
    expect(beside.standings[0]).toMatchObject({
      name: 'always-throws',
      state: 'failed',
      error: 'on every event',
      rows: 0,
    })
    expect(beside.standings[0]?.missed).toBe(300 - failures.length)
  })

  it('takes a row that does not fit its schema, an error while it is built and a missing stream for failures', () => {
    const bad = definePipeline({
      name: 'bad-row',
      inputs: { trades$ },
      row: z.object({ n: z.number() }),
      build: ({ trades$ }) => trades$.pipe(map(() => ({ n: 'three' as unknown as number }))),
    })
    const unbuilt = definePipeline({
      name: 'unbuilt',
      inputs: { trades$ },
      row: z.object({ n: z.number() }),
      build: () => throwError(() => new Error('not today')),
    })
    const { standings } = run([bad, unbuilt], [trade('09:15:00', 100)])
    expect(standings.map(({ error }) => error)).toEqual([
      expect.stringMatching(/a row does not fit its schema: n: .*number/) as string,
      'not today',
    ])
  })

  it('runs timers of its clock on feed time, also when nothing but the clock moves it', () => {
    const quiet = definePipeline({
      name: 'quiet',
      inputs: { trades$ },
      row: z.object({ volume: z.number() }),
      build: ({ trades$ }, { clock: feed }) =>
        trades$.pipe(
          debounceTime(60_000, feed),
          map(({ volume }) => ({ volume })),
        ),
    })
    const outputs = [
      trade('09:15:00', 100),
      trade('09:15:30', 200),
      clock({ seq: 3, exchangeTime: at('09:17:00') }),
    ]
    expect(run([quiet], outputs).texts).toEqual([
      '{"stream":"quiet","seq":3,"time":"2026-11-20T09:16:30+07:00","volume":200}',
    ])
  })

  it('runs windows on feed time', () => {
    const windows = definePipeline({
      name: 'windows',
      inputs: { trades$ },
      row: z.object({ count: z.number() }),
      build: ({ trades$ }, { clock: feed }) =>
        trades$.pipe(
          bufferTime(60_000, feed),
          map(({ length }) => ({ count: length })),
        ),
    })
    const outputs = ['09:15:00', '09:15:20', '09:16:10', '09:18:00'].map((time) => trade(time, 100))
    expect(run([windows], outputs).rows.map(({ row }) => row)).toEqual([
      { count: 2 },
      { count: 1 },
      { count: 0 },
      // What is left at the end.
      { count: 1 },
    ])
  })

  it('refuses rows of timers of the wall clock, which no replay could repeat', async () => {
    const late = definePipeline({
      name: 'late',
      inputs: { trades$ },
      row: z.object({ volume: z.number() }),
      build: ({ trades$ }) =>
        trades$.pipe(
          observeOn(asyncScheduler),
          map(({ volume }) => ({ volume })),
        ),
    })
    const reasons: unknown[] = []
    const { rows } = runPipelines([late], { onFailure: ({ reason }) => reasons.push(reason) })
    const given = await new Promise((resolve) => {
      merge(of(trade('09:15:00', 100)), of(trade('09:15:01', 100)).pipe(observeOn(asyncScheduler, 20)))
        .pipe(rows, toArray())
        .subscribe(resolve)
    })
    expect(given).toEqual([])
    expect(String(reasons[0])).toContain('a row came of no event: take `clock`')
  })

  it('gives a pipeline the rows of another one before the event that caused them, whatever their names', () => {
    const seen: string[] = []
    const first = definePipeline({
      name: 'aa-takes-others',
      inputs: { volumes$: volumes, trades$ },
      row: z.object({ twice: z.number() }),
      build: ({ volumes$, trades$ }) =>
        merge(
          volumes$.pipe(tap(({ row }) => seen.push(`row ${row.volume}`))),
          trades$.pipe(
            tap(({ volume }) => seen.push(`trade ${volume}`)),
            filter(() => false),
          ),
        ).pipe(map((value) => ({ twice: value.kind === 'row' ? value.row.volume * 2 : 0 }))),
    })
    const { rows } = run([first], [trade('09:15:00', 100), trade('09:15:01', 200)])
    expect(seen).toEqual(['row 100', 'trade 100', 'row 200', 'trade 200'])
    expect(rows.map(({ pipeline }) => pipeline)).toEqual([
      'volumes',
      'aa-takes-others',
      'volumes',
      'aa-takes-others',
    ])
  })

  it('refuses two pipelines of one name', () => {
    expect(() => runPipelines([volumes, counting('volumes')])).toThrow('Two pipelines have the name volumes.')
  })

  it('gives bars of any width and everything in one order', () => {
    const wide = definePipeline({
      name: 'wide',
      inputs: { bars$: bars$('5m'), events$, quotes$, alerts$ },
      row: z.object({ volume: z.number(), interval: z.number() }),
      build: ({ bars$ }) => bars$.pipe(map(({ volume, interval }) => ({ volume, interval }))),
    })
    const outputs = [trade('09:15:00', 100), trade('09:19:59', 200), trade('09:20:00', 400)]
    expect(run([wide], outputs).rows.map(({ row }) => row)).toEqual([
      { volume: 300, interval: 300_000 },
      { volume: 400, interval: 300_000 },
    ])
  })

  it("tells what vnflow's operators in it remember, and what an output costs", () => {
    const spikes = definePipeline({
      name: 'spikes',
      inputs: { events$ },
      row: z.object({ ratio: z.number() }),
      build: ({ events$ }) =>
        events$.pipe(
          spike(),
          map(({ data }) => ({ ratio: Number(data['ratio']) })),
        ),
    })
    let now = 0
    const { standings } = run([spikes], [trade('09:15:00', 100), trade('09:15:01', 100)], {
      now: () => (now += 0.5),
      sizeOf: (state) => JSON.stringify(state).length,
    })
    expect(standings[0]?.stateBytes).toBeGreaterThan(2)
    expect(standings[0]?.cost).toEqual({ median: 0.5, p99: 0.5 })
  })
})

describe('definePipeline', () => {
  it.each([
    ['Large', /no name of a pipeline/],
    ['trade', /a stream of vnflow/],
  ])('refuses the name %s', (name, reason) => {
    expect(() => counting(name)).toThrow(reason)
  })

  it.each(['seq', 'exchange_time', 'a b'])('refuses the column %s', (column) => {
    const row = z.object({ [column]: z.number() })
    expect(() => definePipeline({ name: 'x', inputs: {}, row, build: () => of({}) })).toThrow(/Pipeline x: /)
  })

  it.each(['0m', '1d', 'm', '7m'])('refuses bars of %s', (width) => {
    expect(() => bars$(width)).toThrow(RangeError)
  })

  it('keeps prices exact in what a pipeline takes', () => {
    const prices = definePipeline({
      name: 'prices',
      inputs: { trades$ },
      row: z.object({ price: z.number() }),
      build: ({ trades$ }) => trades$.pipe(map((one) => ({ price: one.price }))),
    })
    const [row] = run([prices], [classifiedTrade({ price: price(101_500) })]).rows
    expect(row?.row).toEqual({ price: 10_150_000 })
  })
})
