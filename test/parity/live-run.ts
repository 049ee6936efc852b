import { join } from 'node:path'
import { Registry } from 'prom-client'
import { pino } from 'pino'
import { BehaviorSubject, ignoreElements, lastValueFrom, merge, tap } from 'rxjs'
import { endOfDay } from '../../src/cli/end-of-day.ts'
import { live, type LiveParts } from '../../src/cli/live.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { openSnapshots } from '../../src/journal/snapshots.ts'
import { makeMetrics } from '../../src/server/metrics.ts'
import type { Store } from '../../src/store/store.ts'
import { ssi } from '../../src/sources/ssi/ssi.ts'
import { recorder } from './recorder.ts'
import { testBoard } from './test-board.ts'

/** A live run, as `vnflow start` composes it, with a recorder before its sinks. */
export interface LiveRun {
  /** Of the exchange. */
  readonly address: string
  readonly speed: number
  /** Where log and snapshots lie: an earlier run's are gone on from. */
  readonly data: string
  /** Opens the store behind a log that ends at a frame. It is left open. */
  readonly openStore: (lastSeq: number) => Promise<Store>
  /** Where it is recorded. */
  readonly out: string
  /** Least time between two pushes of a state, ms. */
  readonly throttle: number
  /** Told of each output. */
  readonly onOutput: (output: Output) => void
  readonly onInfo?: (text: string) => void
}

/** What was recorded is on the disk after so long, ms, though the process be killed. */
const FLUSH = 100

/** Runs until the process is told to stop. */
export async function liveRun({
  address,
  speed,
  data,
  openStore,
  out,
  throttle,
  onOutput,
  onInfo,
}: LiveRun): Promise<void> {
  const inform = onInfo ?? (() => undefined)
  const logger = pino(
    {},
    {
      write: (line) => {
        inform((JSON.parse(line) as { msg: string }).msg)
      },
    },
  )
  const journal = openJournal({ dir: join(data, 'journal') })
  const store = await openStore(journal.lastSeq())
  const snapshots = openSnapshots({
    dir: join(data, 'snapshots'),
    lastSeq: journal.lastSeq(),
    onWarning: inform,
  })
  const board = testBoard()
  const recorded = recorder({ dir: out, board, store, throttle })
  const flushing = setInterval(recorded.flush, FLUSH)
  const missed = new BehaviorSubject<LiveParts['missed']['value']>([])
  const running$ = live({
    source: ssi({
      baseUrl: address,
      streamUrl: address,
      consumerId: 'parity',
      consumerSecret: 'secret',
      speed,
      missed$: missed,
      requestInterval: 50,
      random: () => 0,
      onWarning: inform,
    }),
    secondHandSpeed: speed,
    journal,
    journalDir: join(data, 'journal'),
    snapshots,
    store,
    logger,
    board,
    metrics: makeMetrics(new Registry()),
    futures: [],
    missed,
    onReady: () => undefined,
    sinks: (outputs$) =>
      merge(
        recorded.sinks(outputs$),
        endOfDay(outputs$, store, logger),
        outputs$.pipe(tap(onOutput), ignoreElements()),
      ),
  })
  await lastValueFrom(running$, { defaultValue: undefined })
  clearInterval(flushing)
  recorded.close()
  await journal.close()
}
