import { join } from 'node:path'
import type { Logger } from 'pino'
import { BehaviorSubject, EMPTY, lastValueFrom, merge, takeUntil } from 'rxjs'
import type { MissedMinutes } from '../../operators/missed-minutes.ts'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import type { Rule } from '../../pipelines/rules/rule.ts'
import { openSnapshots } from '../journal/snapshots.ts'
import type { Server } from '../server/server.ts'
import { endOfDay } from './end-of-day.ts'
import { kitSnapshots } from './kit/kit-snapshots.ts'
import { graphOf } from './kit/graph.ts'
import { type Kit, kitSinks } from './kit/kit.ts'
import { openAudiences } from './kit/open-audiences.ts'
import { journalWatch } from './journal-watch.ts'
import { keptLog } from './kept-log.ts'
import { live } from './live.ts'
import { logged } from './logger.ts'
import type { Data } from './open-data.ts'
import { measuredStore } from './measured-store.ts'
import { openServer, type ServerOptions } from './open-server.ts'
import type { NamedOrigin } from './open-origin.ts'
import { pushes } from './pushes.ts'
import type { Settings } from './settings.ts'
import { stopped$ } from './stopped.ts'
import { storeBacklog } from './store-backlog.ts'
import { storedKinds } from './stored-kinds.ts'
import { stored } from './stored.ts'
import { storeOfKeptLog } from './store-of-kept-log.ts'

/** A feed that runs, and how it is kept and shown. */
export interface LiveStart {
  readonly origin: NamedOrigin
  /** Whether the wall clock ends quiet windows. */
  readonly clock: 'wall' | 'event'
  /** Log and store of the feed. */
  readonly data: Data
  readonly port: number
  readonly settings: Settings
  readonly logger: Logger
  readonly kit: Kit | undefined
  readonly rules: readonly Rule[]
  /** What the caller closes, last first. */
  readonly closers: (() => Promise<unknown>)[]
}

/** What a run shows and counts, and where it is kept. */
type Shown = ReturnType<typeof openAudiences> & Pick<ServerOptions, 'board'> & Pick<Data, 'store'>

/** Listens, until the run is over. */
async function serve({ port, settings, logger, kit, origin, data, closers }: LiveStart, shown: Shown) {
  const server = await openServer({
    ...shown,
    journal: data.journal,
    settings,
    logger,
    port,
    data: { ...data, store: shown.store },
    graph: () => graphOf({ ...shown, kit, kinds: storedKinds(settings.VNFLOW_TABLES) }),
    feedSpeed: speedOf(origin),
  })
  closers.push(() => server.close())
  return server
}

/** What is played as fast as may be has no time of its own that a clock could follow. */
const speedOf = ({ speed }: NamedOrigin) => (speed === 'max' ? undefined : speed)

/** What moves exchange time on while the feed is quiet. */
const secondHandOf = ({ clock, origin }: LiveStart) => ({
  secondHandSpeed: clock === 'wall' ? speedOf(origin) : undefined,
  exchangeTime: origin.exchangeTime,
})

/**
 * The main job on a live feed, until the process is asked to end. Wires the consumers first and the source last, so that no message falls
 * between.
 */
export async function startLive(parts: LiveStart): Promise<void> {
  const { settings, logger, kit, origin, data } = parts
  const missed$ = new BehaviorSubject<readonly MissedMinutes[]>([])
  const { folder, journal } = data
  const opened = openAudiences(kit, settings, () => Date.now())
  const { metrics, audiences, symbols, flow } = opened
  const board = boardOf(origin, settings)
  const store = await storeOfKeptLog(measuredStore(data.store, metrics), folder.journal)
  const keeping = keepingOf(settings)
  const snapshots = snapshotsOf(data, logger)
  const server = await serve(parts, { ...opened, board, store })

  const outputs$ = live({
    source: origin.source(missed$),
    ...secondHandOf(parts),
    journal,
    journalDir: folder.journal,
    snapshots: kit ? await kitSnapshots(snapshots, folder.journal) : snapshots,
    store,
    ...keeping,
    logger,
    board,
    metrics,
    futures: settings.FUTURES_OVERRIDE,
    rules: parts.rules,
    missed: missed$,
    onReady: () => announce(server.address, origin, folder.path),
    sinks: (all$) =>
      merge(
        stored(all$, store, keeping),
        endOfDay(all$, store, logger),
        // Of simulated runs the newest are kept whole.
        origin.run === undefined ? keptLog(all$, { settings, journal, store, snapshots, logger }) : EMPTY,
        pushes(all$, { board, audiences, symbols, throttle: settings.WS_THROTTLE_INTERVAL_MS }),
        logged(all$, logger, journal.lastSeq()),
        kitSinks(all$, kit, { store, audiences, logger }),
        flow.toCounts(all$),
      ),
  })
  const running$ = merge(outputs$, sendBeside({ journal, metrics, logger }, server))
  await lastValueFrom(running$, { defaultValue: undefined })
}

/** What runs as long as the process does. */
const sendBeside = (watched: Parameters<typeof journalWatch>[0], server: Pick<Server, 'heartbeat$'>) =>
  merge(journalWatch(watched), server.heartbeat$.pipe(takeUntil(stopped$)))

const boardOf = ({ name, recording, simulated }: NamedOrigin, { EXTRA_SYMBOLS: extraSymbols }: Settings) =>
  makeBoard({
    source: recording === undefined ? name : `replay of ${recording}`,
    simulated,
    extraSymbols,
  })

/** What the store keeps, and how the reading of the log waits for it. */
function keepingOf({ VNFLOW_TABLES }: Settings) {
  const { room, change: onWaiting } = storeBacklog()
  return { kinds: storedKinds(VNFLOW_TABLES), room, onWaiting }
}

const snapshotsOf = ({ folder, journal }: Data, logger: Logger) =>
  openSnapshots({
    dir: join(folder.path, 'snapshots'),
    lastSeq: journal.lastSeq(),
    onWarning: (text) => logger.warn(text),
  })

/** What the newcomer reads: one line. */
function announce(address: string, { label }: NamedOrigin, folder: string) {
  console.log(`vnflow  ${address}  ${label}, data in ${folder}`)
}
