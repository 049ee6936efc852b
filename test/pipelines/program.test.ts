import { isDeepStrictEqual } from 'node:util'
import { from, lastValueFrom, toArray } from 'rxjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../pipelines/program.ts'
import { printed } from '../../src/domain/emitted/printed.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { streamOf } from '../../src/cli/selection.ts'
import { decode } from '../../src/sources/decode.ts'
import { brokenRun } from '../broken-run.ts'
import { eventfulFrames } from '../eventful-frames.ts'
import { fc, test } from '../property-tests.ts'
import { simulatedFrames } from '../simulated-frames.ts'

const run = (frames: readonly Frame[]): Promise<Output[]> =>
  lastValueFrom(from(frames).pipe(program(decode), toArray()))

const of = <K extends Output['kind']>(outputs: readonly Output[], kind: K) =>
  outputs.filter((output): output is Extract<Output, { kind: K }> => output.kind === kind)

const text = (outputs: readonly Output[]) =>
  outputs
    .filter((output) => streamOf(output))
    .map((output) => printed(output as never))
    .join('\n')

/** The exchange's own totals: the last TotalVol of each security. */
function totalsOf(frames: readonly Frame[]) {
  const totals = new Map<string, number>()
  for (const frame of frames) {
    const { DataType, Content } = JSON.parse(frame.text) as { DataType: string; Content: string }
    if (DataType !== 'X-TRADE') continue
    const { Symbol: symbol, TotalVol } = JSON.parse(Content) as { Symbol: string; TotalVol: number }
    if (TotalVol > 0) totals.set(symbol, TotalVol)
  }
  return totals
}

const sessionTotals = (outputs: readonly Output[]) =>
  new Map(of(outputs, 'session').map(({ symbol, totalVolume }) => [symbol, totalVolume]))

describe('program', () => {
  let frames: readonly Frame[]
  let outputs: readonly Output[]
  beforeAll(async () => {
    frames = simulatedFrames({ seed: 7, date: '2026-11-20', from: '08:30', until: '09:18', symbols: 40 })
    outputs = await run(frames)
  })

  it('reads a simulated morning without a refusal and without a gap', () => {
    expect(frames.length).toBeGreaterThan(5_000)
    expect(of(outputs, 'rejected')).toEqual([])
    expect(of(outputs, 'gap')).toEqual([])
    expect(of(outputs, 'bandMismatch')).toEqual([])
    for (const kind of ['quote', 'trade', 'session', 'foreignFlow', 'index', 'basis', 'bar', 'band'] as const)
      expect(of(outputs, kind).length, kind).toBeGreaterThan(0)
  })

  it("gives the exchange's own totals, in sessions and in bars", () => {
    const totals = totalsOf(frames)
    expect(sessionTotals(outputs)).toEqual(totals)
    const inBars = new Map<string, number>()
    const newest = new Map(of(outputs, 'bar').map((bar) => [`${bar.symbol} ${bar.start}`, bar]))
    for (const { symbol, volume } of newest.values()) inBars.set(symbol, (inBars.get(symbol) ?? 0) + volume)
    const putThrough = new Map(
      of(outputs, 'session').map(({ symbol, parts }) => [symbol, parts.putThrough.totalVolume]),
    )
    for (const [symbol, total] of totals)
      expect(inBars.get(symbol) ?? 0, symbol).toBe(total - (putThrough.get(symbol) ?? 0))
  })

  it('keeps the order of the log', () => {
    const numbers = outputs.map(({ seq }) => seq)
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
  })

  it('gives the same bytes each time', async () => {
    expect(text(await run(frames))).toBe(text(outputs))
  })

  test.prop([fc.infiniteStream(fc.integer({ min: 0, max: 99 }))], { numRuns: 5 })(
    'accounts for lost and doubled frames: totals stay, what is missing stands in gap',
    async (dice) => {
      const part = frames.slice(0, 6_000)
      const damaged = part.flatMap((frame, i) => {
        const { value } = dice.next() as { value: number }
        if (i > part.length - 200) return [frame]
        return value < 3 ? [] : value > 96 ? [frame, frame] : [frame]
      })
      const whole = totalsOf(part)
      const lossy = await run(damaged)
      const shown = sessionTotals(lossy)
      const heard = totalsOf(damaged)
      for (const [symbol, total] of shown) expect(total, symbol).toBe(heard.get(symbol))
      for (const [symbol, total] of heard) expect(total).toBeLessThanOrEqual(whole.get(symbol) ?? 0)
      const told = of(lossy, 'trade').reduce((sum, { volume }) => sum + volume, 0)
      const missing = of(lossy, 'gap').reduce((sum, { missingVolume }) => sum + missingVolume, 0)
      expect(told + missing).toBe([...heard.values()].reduce((sum, total) => sum + total, 0))
      expect(missing).toBeGreaterThan(0)
    },
  )
})

describe('program, saved and gone on with', () => {
  const frames = eventfulFrames(5)
  const whole = brokenRun(frames, new Set())

  it('has all of it to remember', () => {
    const kinds = new Set(whole.outputs.map(({ kind }) => kind))
    for (const kind of [
      'gap',
      'minuteBar',
      'connection',
      'rejected',
      'alert',
      'activeFuture',
      'bar',
    ] as const)
      expect(kinds).toContain(kind)
    expect(of(whole.outputs, 'bar').some(({ filledVolume }) => filledVolume > 0)).toBe(true)
    expect(of(whole.outputs, 'trade').some(({ late }) => late)).toBe(true)
    expect(whole.missed.length).toBeGreaterThan(1)
  })

  test.prop([fc.uniqueArray(fc.nat(frames.length - 1), { minLength: 1, maxLength: 60 })], { numRuns: 4 })(
    'makes the same outputs and the same board, wherever it is broken off',
    (breaks) => {
      const broken = brokenRun(frames, new Set(breaks))
      expect(broken.outputs.length).toBe(whole.outputs.length)
      const differing = broken.outputs.findIndex((output, i) => !isDeepStrictEqual(output, whole.outputs[i]))
      expect(broken.outputs[differing]).toEqual(whole.outputs[differing])
      expect(broken.missed).toEqual(whole.missed)
      expect(broken.views).toEqual(whole.views)
    },
  )
})
