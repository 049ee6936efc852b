/** Reads a journal, alone or through the whole program, in a process of its own. */
import { join } from 'node:path'
import { concatMap, connect, from, lastValueFrom, map, merge, tap } from 'rxjs'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import { program } from '../../pipelines/program.ts'
import { openAudiences } from '../../src/cli/kit/open-audiences.ts'
import { pushes } from '../../src/cli/pushes.ts'
import { keepMemorySteady } from '../../src/cli/steady-memory.ts'
import { storeBacklog } from '../../src/cli/store-backlog.ts'
import { stored } from '../../src/cli/stored.ts'
import { readJournal } from '../../src/journal/read-journal.ts'
import { decode } from '../../src/sources/decode.ts'
import { openStore } from '../../src/store/store.ts'
import { cut } from '../cut.ts'
import { answering } from '../fanout/talk.ts'
import { secondsOf } from '../figure.ts'

keepMemorySteady()
const [folder = ''] = process.argv.slice(2)
const journal = join(folder, 'journal')
const MB = 2 ** 20
/** Frames between two looks at the memory. */
const LOOK = 5_000

/** Memory at a time of the market. */
export interface Look {
  readonly time: number
  readonly rss: number
}

/** What came of a day. */
export interface Day {
  readonly seconds: number
  readonly cpu: number
  readonly looks: readonly Look[]
  readonly outputs: number
}

async function readAlone(): Promise<number> {
  let frames = 0
  return secondsOf(async () => {
    for await (const batch of readJournal(journal)) frames += batch.length
  }).then((seconds) => (frames > 0 ? seconds : NaN))
}

/** The log as a start reads it: no faster than the database writes. */
async function* framesWith(room: () => Promise<void> | undefined) {
  for await (const frames of readJournal(journal)) {
    yield frames
    await room()
  }
}

async function run(): Promise<Day> {
  const store = await openStore({ path: join(folder, 'vnflow.duckdb') })
  const board = makeBoard({ source: 'bench', simulated: true, extraSymbols: [] })
  const { audiences, symbols } = openAudiences(undefined, { WS_QUEUE_SIZE: 1_000 })
  const backlog = storeBacklog()
  const looks: Look[] = []
  let outputs = 0
  const cpu = process.cpuUsage()
  const seconds = await secondsOf(() =>
    lastValueFrom(
      from(framesWith(backlog.room)).pipe(
        concatMap((frames) => frames),
        tap(({ seq, receivedTime }) => {
          if (seq % LOOK === 0) looks.push({ time: receivedTime, rss: process.memoryUsage.rss() / MB })
        }),
        cut(program(decode)),
        map((output) => {
          outputs += 1
          board.apply(output)
          return output
        }),
        connect((all$) =>
          merge(
            stored(all$, store, { onWaiting: backlog.change }),
            pushes(all$, { board, audiences, symbols, throttle: 500 }),
          ),
        ),
      ),
      { defaultValue: 0 },
    ),
  )
  const { user, system } = process.cpuUsage(cpu)
  await store.close()
  return { seconds, cpu: (user + system) / 1e6, looks, outputs }
}

answering({ readAlone, run })
