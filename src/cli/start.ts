import { join } from 'node:path'
import { Command, Option } from 'commander'
import type { Logger } from 'pino'
import { BehaviorSubject, EMPTY, lastValueFrom, merge, takeUntil } from 'rxjs'
import type { MissedMinutes } from '../../operators/missed-minutes.ts'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import type { Rule } from '../../pipelines/rules/rule.ts'
import { openSnapshots } from '../journal/snapshots.ts'
import type { Server } from '../server/server.ts'
import { endOfDay } from './end-of-day.ts'
import { atSpeed, type PlayOptions, withExchangeOptions } from './exchange.ts'
import { kitSnapshots } from './kit/kit-snapshots.ts'
import { graphOf } from './kit/graph.ts'
import { type Kit, kitSinks, openKit, PIPELINES_HELP } from './kit/kit.ts'
import { openAudiences } from './kit/open-audiences.ts'
import { journalWatch } from './journal-watch.ts'
import { keptLog } from './kept-log.ts'
import { live } from './live.ts'
import { logged, makeLogger } from './logger.ts'
import { type Data, openData } from './open-data.ts'
import { measuredStore } from './measured-store.ts'
import { openServer, type ServerOptions } from './open-server.ts'
import { parsePort } from './options.ts'
import type { ReplayFlags } from './origins/replay.ts'
import { type NamedOrigin, openOrigin, type SourceName, sourceNames, usualSource } from './open-origin.ts'
import { pushes } from './pushes.ts'
import { RULES_HELP, rulesFile } from './rules-file.ts'
import { readSettings, type Settings } from './settings.ts'
import { keepMemorySteady } from './steady-memory.ts'
import { startReplay } from './start-replay.ts'
import { stopped$ } from './stopped.ts'
import { storedKinds } from './stored-kinds.ts'
import { stored } from './stored.ts'

interface StartOptions extends PlayOptions, ReplayFlags {
  readonly source?: SourceName | 'replay'
  readonly port?: number
  readonly dataDir?: string
  readonly pipelines?: string
  readonly rules?: string
  readonly clock: 'wall' | 'event'
  readonly journal?: 'batch' | 'each' | 'none'
}

/** `vnflow start`: source → journal → pipelines → store, HTTP, WebSocket, page. */
export const startCommand = (): Command =>
  withExchangeOptions(
    new Command('start')
      .description('the main job: source → journal → pipelines → store, HTTP, WebSocket and the page')
      .addOption(
        new Option('--source <name>', 'default: the one with credentials, else exchange').choices([
          ...sourceNames,
          'replay',
        ]),
      )
      .option('--recording <path...>', 'with --source replay: journal folders or NDJSON files of frames')
      .option(
        '--skip-pauses',
        'with --source replay: do not wait out lunch, nights and other quiet stretches',
      )
      .option('--port <n>', '0 = any free one (default: APP_PORT)', parsePort)
      .option('--data-dir <dir>', 'where journal and store lie (default: VNFLOW_DATA_DIR)')
      .option('--pipelines <dir>', PIPELINES_HELP)
      .option('--rules <file>', RULES_HELP)
      .addOption(
        new Option('--clock <clock>', 'wall: the wall clock ends quiet windows; event: only messages do')
          .choices(['wall', 'event'])
          .default('wall'),
      )
      .addOption(
        new Option('--journal <durability>', 'default: VNFLOW_JOURNAL').choices(['batch', 'each', 'none']),
      ),
  ).action(start)

async function start(options: StartOptions) {
  keepMemorySteady()
  const settings = readSettings()
  const logger = makeLogger({ level: settings.LOG_LEVEL, format: settings.LOG_FORMAT })
  const closers: (() => Promise<unknown>)[] = []
  try {
    const { pipelines, ...where } = whereOf(options, settings)
    const rules = rulesFile(options.rules ?? settings.VNFLOW_RULES)
    const kit = await openKit(pipelines, logger)
    if (options.source === 'replay') {
      await startReplay({
        flags: options,
        speed: options.speed,
        ...where,
        settings,
        logger,
        kit,
        rules,
        closers,
      })
      return
    }
    const name = options.source ?? usualSource(settings)
    const missed$ = new BehaviorSubject<readonly MissedMinutes[]>([])
    const origin = await openOrigin(name, { settings, exchange: atSpeed(options), logger, missed$ })
    closers.push(() => origin.close())
    const data = await openData({
      dataDir: where.dataDir,
      venue: {
        source: origin.name,
        run: origin.run,
        ...(origin.recording !== undefined && { group: 'replay' as const }),
      },
      durability: options.journal ?? settings.VNFLOW_JOURNAL,
      settings,
      logger,
      tables: kit?.statements ?? [],
      closers,
    })
    await run({ options, settings, logger, kit, rules, origin, data, missed$, closers })
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

const whereOf = ({ port, dataDir, pipelines }: StartOptions, settings: Settings) => ({
  port: port ?? settings.APP_PORT,
  dataDir: dataDir ?? settings.VNFLOW_DATA_DIR,
  pipelines: pipelines ?? settings.VNFLOW_PIPELINES,
})

interface Run {
  readonly options: StartOptions
  readonly settings: Settings
  readonly logger: Logger
  readonly kit: Kit | undefined
  readonly rules: readonly Rule[]
  readonly origin: NamedOrigin
  readonly data: Data
  readonly missed$: BehaviorSubject<readonly MissedMinutes[]>
  readonly closers: (() => Promise<unknown>)[]
}

/** What a run shows and counts, and where it is kept. */
type Shown = ReturnType<typeof openAudiences> & Pick<ServerOptions, 'board'> & Pick<Data, 'store'>

/** Listens, until the run is over. */
async function serve({ options, settings, logger, kit, origin, data, closers }: Run, shown: Shown) {
  const server = await openServer({
    ...shown,
    journal: data.journal,
    settings,
    logger,
    port: whereOf(options, settings).port,
    data: { ...data, store: shown.store },
    graph: () => graphOf({ ...shown, kit, kinds: storedKinds(settings.VNFLOW_TABLES) }),
    feedSpeed: speedOf(origin),
  })
  closers.push(() => server.close())
  return server
}

/** What is played as fast as may be has no time of its own that a clock could follow. */
const speedOf = ({ speed }: NamedOrigin) => (speed === 'max' ? undefined : speed)

/** Wires the consumers first and the source last, so that no message falls between. */
async function run(parts: Run) {
  const { options, settings, logger, kit, origin, data, missed$ } = parts
  const { folder, journal } = data
  const opened = openAudiences(kit, settings, () => Date.now())
  const { metrics, audiences, symbols, flow } = opened
  const board = boardOf(origin, settings)
  const store = measuredStore(data.store, metrics)
  const kinds = storedKinds(settings.VNFLOW_TABLES)
  const snapshots = snapshotsOf(data, logger)
  const server = await serve(parts, { ...opened, board, store })

  const outputs$ = live({
    source: origin.source,
    secondHandSpeed: options.clock === 'wall' ? speedOf(origin) : undefined,
    journal,
    journalDir: folder.journal,
    snapshots: kit ? await kitSnapshots(snapshots, folder.journal) : snapshots,
    store,
    kinds,
    logger,
    board,
    metrics,
    futures: settings.FUTURES_OVERRIDE,
    rules: parts.rules,
    missed: missed$,
    onReady: () => announce(server.address, origin, folder.path),
    sinks: (all$) =>
      merge(
        stored(all$, store, kinds),
        endOfDay(all$, store, logger),
        // Of simulated runs the newest are kept whole.
        origin.run === undefined ? keptLog(all$, { settings, journal, store, snapshots, logger }) : EMPTY,
        pushes(all$, { board, audiences, symbols, throttle: settings.WS_THROTTLE_INTERVAL_MS }),
        logged(all$, logger),
        kitSinks(all$, kit, { store, audiences, logger }),
        flow.toCounts(all$),
      ),
  })
  const beside$ = sendBeside({ journal, metrics, logger }, server)
  await lastValueFrom(merge(outputs$, beside$), { defaultValue: undefined })
}

/** What runs as long as the process does. */
const sendBeside = (watched: Parameters<typeof journalWatch>[0], server: Pick<Server, 'heartbeat$'>) =>
  merge(journalWatch(watched), server.heartbeat$.pipe(takeUntil(stopped$)))

const boardOf = ({ name, run, recording }: NamedOrigin, { EXTRA_SYMBOLS: extraSymbols }: Settings) =>
  makeBoard({
    source: recording === undefined ? name : `replay of ${recording}`,
    simulated: run !== undefined && recording === undefined,
    extraSymbols,
  })

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
