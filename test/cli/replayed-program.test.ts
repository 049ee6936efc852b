import { startWith, Subject } from 'rxjs'
import { expect, it } from 'vitest'
import { board } from '../../pipelines/board/board.ts'
import { replayedProgram } from '../../src/cli/replayed-program.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { ReplayStep } from '../../src/domain/replay.ts'
import { instantOf } from '../../src/domain/time.ts'
import { decode } from '../../src/sources/decode.ts'
import { makeMarks } from '../../src/sources/replay/marks.ts'
import { makePlayer, type ReplayOrder } from '../../src/sources/replay/player.ts'

/** What the exchange says in the opening auction, at a second of 08:45. */
const auction = (second: number, date = '20/11/2026') =>
  JSON.stringify({
    DataType: 'X-TRADE',
    Content: JSON.stringify({
      RType: 'X-TRADE',
      TradingDate: date,
      Time: `08:45:${second}`,
      Symbol: '41I1GC000',
      Ceiling: 2157.7,
      Floor: 1875.5,
      RefPrice: 2016.6,
      LastPrice: 0,
      LastVol: 0,
      TotalVol: 0,
      Exchange: 'DERIVATIVES',
      TradingSession: 'ATO',
      EstMatchedPrice: 2000 + second,
    }),
  })

const session = (second: number) =>
  JSON.stringify({
    DataType: 'F',
    Content: JSON.stringify({
      RType: 'F',
      MarketId: 'DERIVATIVES',
      TradingDate: '20/11/2026',
      Time: `08:45:${second}`,
      Symbol: '41I1GC000',
      TradingSession: 'ATO',
      TradingStatus: 'N',
      Exchange: 'DERIVATIVES',
    }),
  })

const at = (second: number) => instantOf('2026-11-20', ((8 * 60 + 45) * 60 + second) * 1_000)

/** A paused replay of such messages, received each second from 08:45:10 on. */
function replayed(texts: readonly string[]) {
  const frames: readonly Frame[] = texts.map((text, i) => ({
    seq: i + 1,
    receivedTime: at(10 + i),
    source: 'ssi',
    text,
  }))
  const program = replayedProgram({
    board: board({ source: 'a test', simulated: true, extraSymbols: [] }),
    decode,
    futures: [],
  })
  const orders$ = new Subject<ReplayOrder>()
  const kept = new Map<number, Uint8Array>()
  const player = makePlayer({
    recording: {
      async *read(fromSeq = 1) {
        await Promise.resolve()
        yield { frames: frames.filter(({ seq }) => seq >= fromSeq), bytesRead: undefined }
      },
    },
    speed: 1,
    skipsPauses: false,
    program,
    marks: makeMarks({
      put: (seq, state) => void kept.set(seq, state),
      get: (seq) => kept.get(seq) ?? new Uint8Array(),
    }),
    control$: orders$.pipe(startWith<ReplayOrder>({ command: { action: 'pause' }, done: () => undefined })),
    now: () => 0,
  })
  const running = player.frames$.pipe(program.toOutputs).subscribe()
  return {
    status: player.status,
    close: () => running.unsubscribe(),
    order: (command: ReplayOrder['command']) => new Promise<void>((done) => orders$.next({ command, done })),
  }
}

/** Where each step ends. */
async function steps(by: ReplayStep, texts: readonly string[]) {
  const { order, status, close } = replayed(texts)
  const places: unknown[] = []
  for (let isOver = false; !isOver;) {
    const { seq: before } = status()
    await order({ action: 'step', by })
    const { seq, clock } = status()
    isOver = seq === before
    if (!isOver) places.push([seq, clock])
  }
  close()
  return places
}

it('steps by event past a message that tells nothing new, to one that does or to the end', async () => {
  // The first names the limits of the day, the others only what the auction would match at.
  const texts = [auction(10), auction(11), auction(12), session(13), auction(14), auction(15)]
  expect(await steps('event', texts)).toEqual([
    [1, at(10)],
    [4, at(13)],
    [6, at(15)],
  ])
})

it('has the time of the frame that it stands at, also of one that gave nothing', async () => {
  const texts = [session(10), auction(11), auction(12), auction(13)]
  const places = await steps('frame', texts)
  expect(places).toEqual([1, 2, 3, 4].map((seq) => [seq, at(9 + seq)]))
})

it('takes no time from a message that was rejected for its date', async () => {
  const texts = [session(10), auction(11), auction(12, '20/11/2027'), auction(13)]
  const places = await steps('frame', texts)
  expect(places).toEqual([
    [1, at(10)],
    [2, at(11)],
    [3, at(11)],
    [4, at(13)],
  ])
})
