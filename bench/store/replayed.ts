import { join } from 'node:path'
import {
  concatMap,
  connect,
  count,
  from,
  lastValueFrom,
  type Observable,
  type OperatorFunction,
  take,
  toArray,
} from 'rxjs'
import { program } from '../../pipelines/program.ts'
import { stored } from '../../src/cli/stored.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { decode } from '../../src/sources/decode.ts'
import { openRecording } from '../../src/sources/replay/recording.ts'
import { openStore } from '../../src/store/store.ts'
import { simulatedFrames } from '../../test/simulated-frames.ts'
import { framesByHand } from '../by-hand/frames-by-hand.ts'
import { withoutLineage } from '../by-hand/without-lineage.ts'
import { cut } from '../cut.ts'
import { equal } from '../equal.ts'
import { type Figure, median, quartiles, secondsOf } from './figure.ts'
import { inFolder } from './temporary.ts'

const DATE = '2026-11-20'
const REPEATS = 5
/** Frames whose outputs are compared. */
const COMPARED = 60_000

/** What is replayed, and how often. */
interface Replayed {
  /** Of one trading date; half an hour of the simulated exchange unless said. */
  readonly frames?: Iterable<Frame>
  readonly repeats?: number
}

const simulated = () => simulatedFrames({ seed: 1, date: DATE, from: '09:13', until: '09:45', symbols: 400 })

/** Events a second from the store's own Parquet through all pipelines; beside it the reading alone. */
export function replayed({ frames = simulated(), repeats = REPEATS }: Replayed = {}): Promise<Figure> {
  return inFolder(async (folder) => {
    const store = await openStore({ path: join(folder, 'vnflow.duckdb') })
    await lastValueFrom(
      from(frames).pipe(
        cut(program(decode)),
        connect((outputs$) => stored(outputs$, store)),
      ),
    )
    await store.exportBefore('2026-11-21')
    await store.close()
    const path = join(folder, 'parquet')
    const events = await read(path)
    await compare(path)
    const [through, alone, looped]: [number[], number[], number[]] = [[], [], []]
    for (let i = 0; i < repeats; i += 1) {
      alone.push(events / (await secondsOf(() => read(path))))
      through.push(events / (await secondsOf(() => run(path, program(decode)))))
      looped.push(events / (await secondsOf(() => run(path, framesByHand(decode)))))
    }
    return {
      name: `${events.toLocaleString('en')} events of Parquet through all pipelines`,
      value: median(through),
      spread: quartiles(through),
      baseline: { name: 'read, and no pipeline', value: median(alone) },
      unit: 'events/s',
      reach: { least: 1_000_000 },
      beside: [
        { name: 'with one loop by hand in place of the pipelines', value: median(looped), unit: 'events/s' },
      ],
    }
  })
}

async function read(path: string): Promise<number> {
  const recording = await openRecording([path])
  let events = 0
  for await (const { frames } of recording.read()) for (const frame of frames) events += decode(frame).length
  return events
}

async function run(path: string, toOutputs: OperatorFunction<Frame, Output>): Promise<number> {
  return lastValueFrom((await framesIn(path)).pipe(toOutputs, count()))
}

/** The pipelines and the loop by hand tell the same of the first rows, in the same order. */
async function compare(path: string): Promise<void> {
  const [piped = [], looped = []] = await Promise.all(
    [program(decode), framesByHand(decode)].map(async (toOutputs) =>
      lastValueFrom((await framesIn(path)).pipe(take(COMPARED), cut(toOutputs), toArray())),
    ),
  )
  equal(
    piped.map(withoutLineage),
    looped.map(withoutLineage),
    'Outputs of the pipelines and of the loop by hand',
  )
}

async function framesIn(path: string): Promise<Observable<Frame>> {
  const recording = await openRecording([path])
  return from(recording.read()).pipe(concatMap(({ frames }) => frames))
}
