import { concatMap, from, lastValueFrom, map, type Subscription, toArray } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { program } from '../../../pipelines/program.ts'
import type { Frame } from '../../../src/domain/frame.ts'
import type { Output } from '../../../src/domain/outputs.ts'
import { decode } from '../../../src/sources/decode.ts'
import { dnse } from '../../../src/sources/dnse/dnse.ts'
import { soon } from '../soon.ts'
import { fakeDnse } from './fake-dnse.ts'
import { API_KEY, API_SECRET } from './fake-rest.ts'
import { type Content, sample } from './samples.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** Everything that a program makes of a source that speaks to a server over HTTP and WebSocket, and the frames that it came from. */
async function live(channels: readonly string[]) {
  const fake = await fakeDnse()
  const frames: Frame[] = []
  const outputs: Output[] = []
  let seq = 0
  const subscription: Subscription = dnse({
    baseUrl: fake.address,
    streamUrl: fake.address,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    symbols: ['XYZ'],
    channels,
    requestInterval: 0,
    isQuietPhase: () => true,
  })
    .pipe(
      concatMap((batch) => batch),
      map((frame): Frame => ({ ...frame, seq: (seq += 1) })),
      map((frame) => (frames.push(frame), frame)),
      program(decode),
    )
    .subscribe((output) => outputs.push(output))
  stops.push(
    () => subscription.unsubscribe(),
    () => fake.close(),
  )
  return { fake, frames, outputs }
}

const of = <K extends Output['kind']>(outputs: readonly Output[], kind: K) =>
  outputs.filter((output): output is Extract<Output, { kind: K }> => output.kind === kind)

/** A trade or a deal by its second, its tens of shares, and the tens in the total of its board. */
const te = (second: number, matchQtty: number, totalVolumeTraded: number, more: Content = {}) =>
  sample('te', {
    time: { Seconds: 1_762_311_733 + second, Nanos: 0 },
    matchQtty,
    totalVolumeTraded,
    ...more,
  })
const deal = (boardId: string) => ({ boardId, side: undefined, matchPrice: 30 })

describe('dnse, from the wire to the totals', () => {
  it('makes trades, books and totals, and of a replay of its frames the same', async () => {
    const channels = ['tick_extra.G1', 'top_price.G1', 'tick_extra.T1', 'tick_extra.T3']
    const { fake, frames, outputs } = await live(channels)
    await soon(() => expect(fake.connections[0]?.channels.length).toBeGreaterThan(4))
    expect(fake.connections[0]?.channels).toEqual(
      expect.arrayContaining([{ name: 'tick_extra.T1.json', symbols: ['XYZ'] }]),
    )
    await soon(() => expect(frames.map(({ source }) => source)).toContain('link'))
    for (const message of [
      sample('q'),
      te(0, 30, 30),
      te(1, 2_000, 2_000, deal('T1')),
      te(1, 2_000, 2_000, deal('T1')),
      te(2, 20, 50, { side: 'SELL', matchPrice: 31.15 }),
      te(3, 5_000, 5_000, deal('T3')),
      te(4, 10, 60, { matchPrice: 31.2 }),
    ])
      fake.say(message)
    const last = () => of(outputs, 'session').at(-1)
    await soon(() => expect(last()?.totalVolume).toBe(70_600))
    expect(last()).toMatchObject({
      symbol: 'XYZ',
      buyVolume: 400,
      sellVolume: 200,
      neutralVolume: 70_000,
      parts: {
        continuous: { totalVolume: 600 },
        putThrough: { totalVolume: 70_000, totalValue: 2_100_000_000 },
        gap: { totalVolume: 0 },
      },
    })
    expect(
      of(outputs, 'trade').map(({ phase, volume, totalVolume }) => [phase, volume, totalVolume]),
    ).toEqual([
      ['continuous', 300, 300],
      ['putThrough', 20_000, 20_300],
      ['continuous', 200, 20_500],
      ['putThrough', 50_000, 70_500],
      ['continuous', 100, 70_600],
    ])
    expect(of(outputs, 'gap')).toEqual([])
    expect(of(outputs, 'rejected')).toEqual([])
    expect(fake.flaws).toEqual([])

    const replayed = await lastValueFrom(from([...frames]).pipe(program(decode), toArray()))
    // Where a replay ends, it tells its open bars, too.
    expect(JSON.stringify(replayed.slice(0, outputs.length))).toBe(JSON.stringify(outputs))
    expect(of(replayed, 'bar').at(-1)).toMatchObject({ open: 3_120_000, low: 3_115_000, volume: 600 })
  })
})
