import { BehaviorSubject, of, Subject, type Subscription } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { missedMinutes, type MissedMinutes } from '../../../operators/missed-minutes.ts'
import { program } from '../../../pipelines/program.ts'
import type { Frame, RawFrame } from '../../../src/domain/frame.ts'
import type { Output } from '../../../src/domain/outputs.ts'
import { isoIct } from '../../../src/domain/time.ts'
import { simulatedExchange } from '../../../src/exchange/simulated-exchange.ts'
import { intradayOhlc } from '../../../src/exchange/wire/rest/ohlc.ts'
import { restQuery } from '../../../src/exchange/wire/rest/rest-query.ts'
import { decode } from '../../../src/sources/decode.ts'
import { SessionError } from '../../../src/sources/session/session-error.ts'
import { backfill } from '../../../src/sources/ssi/backfill.ts'
import type { RestList } from '../../../src/sources/ssi/connect/rest-list.ts'
import { SsiError } from '../../../src/sources/ssi/connect/ssi-error.ts'
import { ssi } from '../../../src/sources/ssi/ssi.ts'
import { at } from '../../../src/testing/index.ts'
import { run } from '../../operators/contract.ts'
import { serve, stopServing } from '../../exchange/wire/serve.ts'
import { simulatedFrames } from '../../simulated-frames.ts'
import { soon } from '../soon.ts'

const running: Subscription[] = []
afterEach(() => {
  for (const subscription of running.splice(0)) subscription.unsubscribe()
  stopServing()
})

const missed = (symbol: string, some: Partial<MissedMinutes> = {}): MissedMinutes => ({
  symbol,
  from: at('10:00:05'),
  to: at('10:02:10'),
  volume: 100,
  ...some,
})
const answer = { data: [{ Symbol: 'FPT' }] }

/** A backfill whose far side answers as a test says, and what it asks, gives and says. */
function start(rest: RestList, first: readonly MissedMinutes[] = []) {
  const missed$ = new BehaviorSubject(first)
  const asked: string[] = []
  const frames: RawFrame[] = []
  const warnings: string[] = []
  let isOver = false
  const counted: RestList = (endpoint, query = {}) => {
    asked.push(`${query['symbol']} ${query['fromDate']} ${query['toDate']}`)
    return rest(endpoint, query)
  }
  const parts = {
    rest: counted,
    missed$,
    now: () => 5,
    random: () => 0,
    onWarning: (text: string) => warnings.push(text),
  }
  running.push(
    backfill(parts).subscribe({ next: (batch) => frames.push(...batch), complete: () => (isOver = true) }),
  )
  return { missed$, asked, frames, warnings, isOver: () => isOver }
}

describe('backfill', () => {
  it('asks for one security after the other, the first of the list in front, and logs each answer', async () => {
    const { asked, frames } = start(() => Promise.resolve(answer), [missed('FPT'), missed('ACB')])
    await soon(() => expect(frames).toHaveLength(2))
    expect(asked).toEqual(['FPT 20/11/2026 20/11/2026', 'ACB 20/11/2026 20/11/2026'])
    expect(frames[0]).toEqual({
      receivedTime: 5,
      source: 'ssi-rest',
      text: JSON.stringify({
        endpoint: 'IntradayOhlc',
        symbol: 'FPT',
        fromDate: '20/11/2026',
        toDate: '20/11/2026',
        resolution: '1',
        ascending: 'true',
        body: answer,
      }),
    })
  })

  it('asks once for what is missed, and again when more of it is', async () => {
    const { asked, frames, missed$ } = start(() => Promise.resolve(answer), [missed('FPT')])
    await soon(() => expect(frames).toHaveLength(1))
    missed$.next([missed('FPT'), missed('ACB')])
    await soon(() => expect(frames).toHaveLength(2))
    missed$.next([missed('FPT', { to: at('10:05:00') })])
    await soon(() => expect(frames).toHaveLength(3))
    expect(asked.map((text) => text.slice(0, 3))).toEqual(['FPT', 'ACB', 'FPT'])
  })

  it('takes the newest list, and leaves out what is missed no more when its turn comes', async () => {
    const answers = new Subject<typeof answer>()
    const { asked, frames, missed$ } = start(
      () => new Promise((resolve) => answers.subscribe(resolve)),
      [missed('FPT'), missed('ACB')],
    )
    await soon(() => expect(asked).toHaveLength(1))
    missed$.next([missed('VNM'), missed('FPT')])
    answers.next(answer)
    await soon(() => expect(asked).toHaveLength(2))
    answers.next(answer)
    await soon(() => expect(frames).toHaveLength(2))
    expect(asked.map((text) => text.slice(0, 3))).toEqual(['FPT', 'VNM'])
  })

  it('asks for no more than thirty days', async () => {
    const { asked } = start(
      () => Promise.resolve(answer),
      [missed('FPT', { from: at('10:00', '2026-09-01') })],
    )
    await soon(() => expect(asked).toEqual(['FPT 21/10/2026 20/11/2026']))
  })

  it('gives nothing for an answer without a row, and does not ask again', async () => {
    const { asked, frames } = start(
      (_, query = {}) => Promise.resolve(query['symbol'] === 'FPT' ? { data: [] } : answer),
      [missed('FPT'), missed('ACB')],
    )
    await soon(() => expect(frames).toHaveLength(1))
    expect(asked).toHaveLength(2)
  })

  it('tries three times, then goes on with the next', async () => {
    const { asked, frames, warnings } = start(
      (_, query = {}) =>
        query['symbol'] === 'FPT'
          ? Promise.reject(new SsiError('IntradayOhlc failed with status 429.', { retryAfter: 1 }))
          : Promise.resolve(answer),
      [missed('FPT'), missed('ACB')],
    )
    await soon(() => expect(frames).toHaveLength(1))
    expect(asked.map((text) => text.slice(0, 3))).toEqual(['FPT', 'FPT', 'FPT', 'ACB'])
    expect(warnings).toEqual(
      Array.from({ length: 3 }, () => 'Minutes of a gap are missing: IntradayOhlc failed with status 429.'),
    )
  })

  it('ends with a warning when the credentials are refused', async () => {
    const { warnings, isOver } = start(
      () => Promise.reject(new SessionError('Refused.', { terminal: true })),
      [missed('FPT')],
    )
    await soon(() => expect(isOver()).toBe(true))
    expect(warnings).toEqual(['Minutes of a gap are missing: Refused.'])
  })

  it('is a part of the source: the minutes come from the exchange over the wire', async () => {
    const address = await serve()
    const frames: RawFrame[] = []
    const day = { from: at('09:15:30', '2025-11-05'), to: at('10:02:00', '2025-11-05') }
    const source$ = ssi({
      ...{ baseUrl: address, streamUrl: address, consumerId: 'id', consumerSecret: 'secret' },
      ...{ requestInterval: 0, channels: ['F:ALL'], missed$: of([missed('SSI', day)]) },
    })
    running.push(source$.subscribe((batch) => frames.push(...batch)))
    const minutes = () =>
      frames
        .flatMap((frame, i) => decode({ ...frame, seq: i + 1 }))
        .flatMap((event) =>
          event.kind === 'minuteBar' ? `${isoIct(event.start).slice(11, 16)} ${event.volume}` : [],
        )
    await soon(() => expect(minutes()).toEqual(['09:15 1000', '09:16 500', '10:02 300']))
  })
})

describe('a break in the feed', () => {
  const morning = { seed: 5, date: '2026-11-20', from: '09:14', until: '09:20', symbols: 40 }
  const numbered = (frames: readonly Omit<Frame, 'seq'>[]) =>
    frames.map((frame, i) => ({ ...frame, seq: i + 1 }))
  const outputsOf = (frames: readonly Frame[]): Output[] => run(frames, program(decode))
  /** Prices and volume of each minute that is over, as it was told last. */
  const bars = (outputs: readonly Output[]) =>
    new Map(
      outputs.flatMap((output) =>
        output.kind === 'bar' && output.complete
          ? [[`${output.symbol} ${isoIct(output.start)}`, output] as const]
          : [],
      ),
    )
  const prices = (outputs: readonly Output[]) =>
    new Map(
      [...bars(outputs)].map(([key, { open, high, low, close, volume }]) => [
        key,
        { open, high, low, close, volume },
      ]),
    )

  it('leaves bars as if nothing had been lost, and classified volume as it was told', async () => {
    const later = { receivedTime: 0, source: 'clock', text: JSON.stringify({ exchangeTime: at('09:22:00') }) }
    const whole = numbered([...simulatedFrames(morning), later])
    const lost = (time: number) => time >= at('09:16:20') && time < at('09:18:10')
    const broken = numbered(whole.filter(({ receivedTime }) => !lost(receivedTime)))
    const before = outputsOf(broken)
    const clean = outputsOf(whole)
    expect(prices(before)).not.toEqual(prices(clean))

    const exchange = simulatedExchange({ ...morning, startAt: at('09:14:00') })
    exchange.advance(at('09:20:00'))
    const wanted = run(before, missedMinutes()).at(-1) ?? []
    const rest: RestList = (_, query = {}) =>
      Promise.resolve({
        ...intradayOhlc(exchange, restQuery(new URLSearchParams({ ...query, pageSize: '1000' }))),
      })
    const { frames } = start(rest, wanted)
    await soon(() => expect(frames).toHaveLength(wanted.length))
    expect(wanted.length).toBeGreaterThan(10)

    const log = numbered([...broken, ...frames])
    const outputs = outputsOf(log)
    expect(prices(outputs)).toEqual(prices(clean))
    const sum = (of: Iterable<number>) => [...of].reduce((all, one) => all + one, 0)
    const known = bars(before)
    for (const [key, bar] of bars(outputs)) {
      expect(bar.volume - bar.filledVolume, key).toBe(known.get(key)?.volume ?? 0)
      expect(bar.activeBuyVolume, key).toBe(known.get(key)?.activeBuyVolume ?? 0)
    }
    const filled = sum([...bars(outputs).values()].map(({ filledVolume }) => filledVolume))
    const missing = sum(
      outputs.map((output) => (output.kind === 'gap' && output.from ? output.missingVolume : 0)),
    )
    // Bars leave agreed deals out, and so does the list.
    const agreed = sum(
      clean.map((output) =>
        output.kind === 'trade' && output.phase === 'putThrough' && lost(output.receivedTime)
          ? output.volume
          : 0,
      ),
    )
    expect(filled).toBe(missing - agreed)
    const sessions = (all: readonly Output[]) => all.filter(({ kind }) => kind === 'session')
    expect(sessions(outputs)).toEqual(sessions(before))
  })
})
