import { isDeepStrictEqual } from 'node:util'
import { from, lastValueFrom, toArray } from 'rxjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../../pipelines/program.ts'
import type { Frame } from '../../../src/domain/frame.ts'
import type { Output } from '../../../src/domain/outputs.ts'
import { instantOf } from '../../../src/domain/time.ts'
import { simulatedExchange } from '../../../src/exchange/simulated-exchange.ts'
import { dayBook } from '../../../src/exchange/wire3/day/day-book.ts'
import type { Told } from '../../../src/exchange/wire3/stream/told.ts'
import { teller } from '../../../src/exchange/wire3/stream/telling.ts'
import { decode } from '../../../src/sources/decode.ts'
import { brokenRun } from '../../broken-run.ts'
import { simulatedFrames } from '../../simulated-frames.ts'

/** From before the first trade until deals were told beside trades of the book. */
const STRETCH = { seed: 3, date: '2026-11-20', from: '08:59', until: '09:18', symbols: 40 } as const
const MINUTE = 60_000

/** The same stretch in the words of version 3: limits, which name the venues, and then each event as often as it is said. */
function framesOfV3(times = 1): Frame[] {
  const { seed, date, symbols } = STRETCH
  const exchange = simulatedExchange({ seed, date, symbols, startAt: 539 * MINUTE })
  const book = dayBook(exchange)
  const market = teller({ exchange, book })
  const frames: Frame[] = []
  const keep = (told: readonly Told[], receivedTime: number) => {
    for (const { frame, interval } of told)
      for (let i = 0; i < (interval === '' ? times : 0); i += 1)
        frames.push({ seq: frames.length + 1, receivedTime, source: 'ssi3', text: frame() })
  }
  keep(market.snapshot({ has: ({ type }) => type === 'market' }), exchange.now)
  for (const message of exchange.advance(instantOf(date, 558 * MINUTE))) {
    book.note(message)
    keep(market.tell(message), message.time)
  }
  return frames
}

const run = (frames: readonly Frame[]): Promise<Output[]> =>
  lastValueFrom(from(frames).pipe(program(decode), toArray()))

const of = <K extends Output['kind']>(outputs: readonly Output[], kind: K) =>
  outputs.filter((output): output is Extract<Output, { kind: K }> => output.kind === kind)

/** The deals, without where they stand in their log. */
const deals = (outputs: readonly Output[]) =>
  of(outputs, 'trade')
    .filter(({ phase }) => phase === 'putThrough')
    .map(({ symbol, venue, exchangeTime, price, volume, value, side, totalVolume }) => {
      return { symbol, venue, exchangeTime, price, volume, value, side, totalVolume }
    })

const sessions = (outputs: readonly Output[]) =>
  new Map(
    of(outputs, 'session').map(({ symbol, totalVolume, totalValue, parts }) => [
      symbol,
      { totalVolume, totalValue, deals: parts.putThrough, gap: parts.gap },
    ]),
  )

const bars = (outputs: readonly Output[]) =>
  new Map(
    of(outputs, 'bar').map(({ symbol, start, open, high, low, close, volume }) => [
      `${symbol} ${start}`,
      { open, high, low, close, volume },
    ]),
  )

describe('put-through deals of version 3', () => {
  let v2: readonly Output[]
  let v3: readonly Output[]
  beforeAll(async () => {
    v2 = await run(simulatedFrames(STRETCH))
    v3 = await run(framesOfV3())
  })

  it('are the trades that they are with version 2, at the same place of the day', () => {
    expect(deals(v3).length).toBeGreaterThan(5)
    expect(deals(v3)).toEqual(deals(v2))
    expect(of(v3, 'putThrough')).toHaveLength(deals(v3).length)
    expect(of(v3, 'gap')).toEqual([])
    expect(of(v3, 'rejected')).toEqual([])
  })

  it('count in the totals of their securities, and in no bar', () => {
    expect(sessions(v3)).toEqual(sessions(v2))
    expect(bars(v3)).toEqual(bars(v2))
  })

  it('count once when everything is told twice', async () => {
    const twice = await run(framesOfV3(2))
    expect(deals(twice)).toEqual(deals(v3))
    expect(sessions(twice)).toEqual(sessions(v3))
    expect(of(twice, 'gap')).toEqual([])
  })

  it('are the same when the program is saved between any two frames and goes on', () => {
    const frames = framesOfV3(2)
    const breaks = frames.flatMap(({ text, seq }) => (text.includes('"put.') ? [seq - 1, seq] : []))
    const whole = brokenRun(frames, new Set())
    const broken = brokenRun(frames, new Set(breaks.slice(0, 12)))
    expect(isDeepStrictEqual(broken.outputs, whole.outputs)).toBe(true)
    expect(broken.views).toEqual(whole.views)
  })
})
