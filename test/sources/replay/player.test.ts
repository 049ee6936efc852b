import { filter, firstValueFrom, Subject, tap } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import type { Frame } from '../../../src/domain/frame.ts'
import type { ReplayCommand } from '../../../src/domain/replay.ts'
import type { HeadOptions } from '../../../src/sources/replay/head.ts'
import { makeMarks } from '../../../src/sources/replay/marks.ts'
import { makePlayer, type ReplayOrder } from '../../../src/sources/replay/player.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A frame each second of two hours and a half; exchange time is the time of arrival. */
const COUNT = 9_000
const frames: readonly Frame[] = Array.from({ length: COUNT }, (_, i) => ({
  seq: i + 1,
  receivedTime: i * 1_000,
  source: 'ssi',
  text: String(i),
}))

async function* read(fromSeq = 1) {
  for (let at = 0; at < COUNT; at += 700) {
    await Promise.resolve()
    const chunk = frames.slice(at, at + 700).filter(({ seq }) => seq >= fromSeq)
    if (chunk.length > 0) yield { frames: chunk, bytesRead: undefined }
  }
}

/** A message of SSI: the session of a future. */
const SESSION = JSON.stringify({
  DataType: 'F',
  Content: JSON.stringify({
    RType: 'F',
    MarketId: 'DERIVATIVES',
    TradingDate: '20/11/2026',
    Time: '08:45:00',
    Symbol: '41I1GC000',
    TradingSession: 'ATO',
    TradingStatus: 'N',
    Exchange: 'DERIVATIVES',
  }),
})

/** A recording of frames of such sources and texts, an hour apart but for the first: nothing is played but by steps. */
const sourced = (given: readonly (readonly [source: string, text: string])[]): HeadOptions['recording'] => ({
  async *read(fromSeq = 1) {
    await Promise.resolve()
    const all = given.map(([source, text], i) => ({ seq: i + 1, receivedTime: i * 3_600_000, source, text }))
    yield { frames: all.filter(({ seq }) => seq >= fromSeq), bytesRead: undefined }
  },
})

/** A program that remembers the sum of all numbers: no frame may be missing in it or be there twice. */
function playing(
  speed: number | 'max' = 'max',
  now = () => performance.now(),
  recording: HeadOptions['recording'] = { read },
) {
  let state = { sum: 0, clock: -1 }
  const shelf = new Map<number, Uint8Array>()
  const marks = makeMarks({
    put: (seq, bytes) => void shelf.set(seq, bytes),
    get: (seq) => shelf.get(seq) ?? new Uint8Array(),
  })
  const heard: number[] = []
  const orders$ = new Subject<ReplayOrder>()
  const player = makePlayer({
    recording,
    speed,
    skipsPauses: false,
    every: 250,
    now,
    control$: orders$,
    program: {
      save: () => Buffer.from(JSON.stringify(state)),
      load: (bytes) => (state = JSON.parse(Buffer.from(bytes).toString()) as typeof state),
      clock: () => (state.clock < 0 ? undefined : state.clock),
    },
    marks,
  })
  const played$ = new Subject<number>()
  let given = 0
  const running = player.frames$
    .pipe(
      tap(({ text, receivedTime, seq }) => {
        state = { sum: state.sum + Number(text), clock: receivedTime }
        if (!player.isSeeking()) heard.push(seq)
        given += 1
        played$.next(seq)
      }),
    )
    .subscribe()
  ends.push(() => running.unsubscribe())
  return {
    player,
    heard,
    shelf,
    marks,
    sum: () => state.sum,
    given: () => given,
    until: (seq: number) => firstValueFrom(played$.pipe(filter((played) => played >= seq))),
    order: (command: ReplayCommand) => new Promise<void>((done) => orders$.next({ command, done })),
  }
}

const sumUpTo = (seq: number) => (seq * (seq - 1)) / 2

describe('makePlayer', () => {
  it('plays all of it in order, and waits at the end', async () => {
    const { until, heard, player, sum } = playing()
    await until(COUNT)
    expect(heard).toEqual(frames.map(({ seq }) => seq))
    expect(sum()).toBe(sumUpTo(COUNT))
    await expect.poll(() => player.status().state).toBe('ended')
  })

  it('seeks to any place, ahead and back, without a word on the way', async () => {
    const { order, player, heard, sum, shelf } = playing()
    await order({ action: 'pause' })
    const before = heard.length
    for (const second of [5_000, 100, 8_999, 4_321, 4_322, 0, 4_322]) {
      await order({ action: 'seek', to: second * 1_000 })
      expect(player.status()).toMatchObject({ state: 'paused', seq: second + 1, clock: second * 1_000 })
      expect(sum()).toBe(sumUpTo(second + 1))
    }
    expect(heard).toHaveLength(before)
    expect(shelf.size).toBeGreaterThan(1)
    await order({ action: 'step', by: 'frame' })
    expect(heard.at(-1)).toBe(4_324)
  })

  it('goes to a place that it has never seen from a state that somebody else has kept', async () => {
    const { order, shelf, marks, sum, given } = playing(1)
    await order({ action: 'pause' })
    shelf.set(8_000, Buffer.from(JSON.stringify({ sum: sumUpTo(8_000), clock: 7_999_000 })))
    marks.learn({ seq: 8_000, clock: 7_999_000 })
    await order({ action: 'seek', to: 8_100_000 })
    expect(sum()).toBe(sumUpTo(8_101))
    expect(given()).toBeLessThan(200)
  })

  it('takes the shorter way that is found while it goes there', async () => {
    // Each look at the clock takes a millisecond, so that others have their turn on the way, however fast the machine.
    let clock = 0
    const { order, shelf, marks, sum, given, until } = playing(1, () => clock++)
    await order({ action: 'pause' })
    const arrived = order({ action: 'seek', to: 8_999_000 })
    await until(2)
    shelf.set(8_990, Buffer.from(JSON.stringify({ sum: sumUpTo(8_990), clock: 8_989_000 })))
    marks.learn({ seq: 8_990, clock: 8_989_000 })
    await arrived
    expect(sum()).toBe(sumUpTo(9_000))
    expect(given()).toBeLessThan(COUNT)
  })

  it('stops at the end when it is sent further, and plays once more from there', async () => {
    const { order, player, until, sum } = playing(10_000)
    await order({ action: 'seek', to: Infinity })
    expect(player.status()).toMatchObject({ state: 'ended', seq: COUNT })
    const first = until(1)
    await order({ action: 'play' })
    await first
    expect(sum()).toBe(sumUpTo(player.status().seq))
  })

  it('has ended at the end, be it paused or stepped there, but where a pause holds back the next round', async () => {
    const { order, player } = playing()
    await expect.poll(() => player.status().state).toBe('ended')
    for (const command of [{ action: 'pause' }, { action: 'step', by: 'second' }] as const) {
      await order(command)
      expect(player.status().state).toBe('ended')
    }
    await order({ action: 'loop', loop: true })
    expect(player.status().state).toBe('paused')
    await order({ action: 'seek', to: 0 })
    expect(player.status().state).toBe('paused')
  })

  it('goes on by a frame, a second, a bar', async () => {
    const { order, player } = playing(1)
    await order({ action: 'pause' })
    await order({ action: 'seek', to: 90_000 })
    for (const [by, seq] of [
      ['frame', 92],
      ['second', 93],
      ['bar', 121],
      ['bar', 181],
    ] as const) {
      await order({ action: 'step', by })
      expect(player.status()).toMatchObject({ state: 'paused', seq })
    }
  })

  it('goes on to the next event of the market, past what is none', async () => {
    const day = sourced([
      ['link', '{"state":"connected","reason":""}'],
      ['ssi', SESSION],
      ['clock', '{"exchangeTime":1}'],
      ['ssi', 'not a message'],
      ['ssi-rest', '{"endpoint":"Securities","body":{"data":[]}}'],
      ['ssi', SESSION],
      ['clock', '{"exchangeTime":2}'],
    ])
    const { order, player } = playing(0.001, () => performance.now(), day)
    await order({ action: 'pause' })
    await order({ action: 'seek', to: 0 })
    for (const [by, seq] of [
      ['event', 2],
      ['event', 6],
      ['frame', 7],
    ] as const) {
      await order({ action: 'step', by })
      expect(player.status()).toMatchObject({ state: 'paused', seq })
    }
  })

  it('loops', async () => {
    const { order, heard, until, sum, player } = playing()
    await order({ action: 'loop', loop: true })
    await until(COUNT)
    await until(1)
    await order({ action: 'pause' })
    expect(heard.filter((seq) => seq === 1).length).toBeGreaterThan(1)
    expect(sum()).toBe(sumUpTo(player.status().seq))
  })

  it('ends a wait when the speed changes', async () => {
    const { order, until } = playing(0.001)
    await order({ action: 'pause' })
    const end = until(COUNT)
    await order({ action: 'speed', speed: 'max' })
    await order({ action: 'play' })
    await end
  })

  it('says what a recording that cannot be read on ends with', async () => {
    const player = makePlayer({
      recording: {
        // eslint-disable-next-line require-yield -- it breaks off before the first frame
        async *read() {
          await Promise.resolve()
          throw new Error('day.ndjson breaks off')
        },
      },
      speed: 'max',
      skipsPauses: false,
      now: () => performance.now(),
      control$: new Subject<ReplayOrder>(),
      program: { save: () => new Uint8Array(), load: () => undefined, clock: () => undefined },
      marks: makeMarks({ put: () => undefined, get: () => new Uint8Array() }),
    })
    await expect(firstValueFrom(player.frames$)).rejects.toThrow('day.ndjson breaks off')
  })
})
