import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command, Option } from 'commander'
import { Registry } from 'prom-client'
import { lastValueFrom, merge, takeUntil } from 'rxjs'
import { type Board, board as makeBoard } from '../../pipelines/board/board.ts'
import { openJournal } from '../journal/journal.ts'
import { makeAudiences } from '../server/audience.ts'
import { makeMetrics } from '../server/metrics.ts'
import { makeServer } from '../server/server.ts'
import { openStore } from '../store/store.ts'
import { dataFolder } from './data-folder.ts'
import { dayMark } from './day-mark.ts'
import { type ExchangeOptions, withExchangeOptions } from './exchange.ts'
import { live } from './live.ts'
import { logged, makeLogger } from './logger.ts'
import { parsePort } from './options.ts'
import { type Origin, openOrigin, type SourceName, sourceNames } from './origin.ts'
import { pushes } from './pushes.ts'
import { serverSettings } from './server-settings.ts'
import { readSettings, type Settings } from './settings.ts'
import { stopped$ } from './stopped.ts'
import { stored } from './stored.ts'

interface StartOptions extends ExchangeOptions {
  readonly source?: SourceName
  readonly port?: number
  readonly dataDir?: string
  readonly clock: 'wall' | 'event'
  readonly journal?: 'batch' | 'each' | 'none'
}

/** `vnflow start`: source → journal → pipelines → store, HTTP, WebSocket, page. */
export const startCommand = (): Command =>
  withExchangeOptions(
    new Command('start')
      .description('the main job: source → journal → pipelines → store, HTTP, WebSocket and the page')
      .addOption(
        new Option('--source <name>', 'default: ssi with credentials, else exchange').choices(sourceNames),
      )
      .option('--port <n>', '0 = any free one (default: APP_PORT)', parsePort)
      .option('--data-dir <dir>', 'where journal and store lie (default: VNFLOW_DATA_DIR)')
      .addOption(
        new Option('--clock <clock>', 'wall: the wall clock ends quiet windows; event: only messages do')
          .choices(['wall', 'event'])
          .default('wall'),
      )
      .addOption(
        new Option('--journal <durability>', 'default: VNFLOW_JOURNAL').choices(['batch', 'each', 'none']),
      ),
  ).action(start)

/** What has to be closed at the end, in the order in which it was opened. */
type Closers = (() => Promise<unknown>)[]

async function start(options: StartOptions) {
  const settings = readSettings()
  const closers: Closers = []
  try {
    const name = options.source ?? (settings.SSI_CONSUMER_ID ? 'ssi' : 'exchange')
    const origin = await openOrigin(name, settings, options)
    closers.push(() => origin.close())
    await run({ options, settings, origin, closers })
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

interface Run {
  readonly options: StartOptions
  readonly settings: Settings
  readonly origin: Origin
  readonly closers: Closers
}

/** Wires the consumers first and the source last, so that no message falls between. */
async function run({ options, settings, origin, closers }: Run) {
  const { folder, journal, store } = await openData({ options, settings, origin, closers })
  const logger = makeLogger({ level: settings.LOG_LEVEL, format: settings.LOG_FORMAT })
  const metrics = makeMetrics(new Registry())
  const simulated = origin.run !== undefined
  const board = makeBoard({ source: origin.name, simulated, extraSymbols: settings.EXTRA_SYMBOLS })
  const audiences = makeAudiences({ metrics, wsQueueSize: settings.WS_QUEUE_SIZE })
  const server = makeServer({
    views: views(board),
    audiences,
    metrics,
    settings: serverSettings(settings),
    webRoot: webRoot(),
    onError: (error) => logger.error(error),
    health: () => dependencies(board),
  })
  const host = settings.APP_HOST
  const { port } = await server.listen(options.port ?? settings.APP_PORT, host)
  closers.push(() => server.close())

  const outputs$ = live({
    source: origin.source,
    secondHandSpeed: options.clock === 'wall' ? origin.speed : undefined,
    journal,
    journalDir: folder.journal,
    mark: dayMark(folder.path),
    board,
    metrics,
    futures: settings.FUTURES_OVERRIDE,
    onReady: () => announce(`http://${host}:${port}`, origin, folder.path),
    sinks: (all$) =>
      merge(
        stored(all$, store),
        pushes(all$, { board, audiences, throttle: settings.WS_THROTTLE_INTERVAL_MS }),
        logged(all$, logger),
      ),
  })
  await lastValueFrom(merge(outputs$, server.heartbeat$.pipe(takeUntil(stopped$))), {
    defaultValue: undefined,
  })
}

async function openData({ options, settings, origin, closers }: Run) {
  const dataDir = options.dataDir ?? settings.VNFLOW_DATA_DIR
  const folder = await dataFolder(dataDir, { source: origin.name, run: origin.run })
  const durability = options.journal ?? settings.VNFLOW_JOURNAL
  const journal = openJournal({ dir: folder.journal, durability })
  closers.push(() => journal.close())
  const store = await openStore({ path: folder.store })
  closers.push(() => store.close())
  return { folder, journal, store }
}

/** A database that fails ends the process, so one that is asked about is there. */
const dependencies = (board: Board) => [
  { name: 'database', required: true, up: true },
  { name: 'feed', required: false, up: board.feed().connected },
]

/** What the newcomer reads: one line. */
function announce(address: string, { run: simulated, speed }: Origin, folder: string) {
  const what = simulated === undefined ? 'SSI FastConnect' : `simulated exchange, speed ${speed}`
  console.log(`vnflow  ${address}  ${what}, data in ${folder}`)
}

/** Who asks for a state is given the whole of it; what is pushed after is without the minutes. */
const views = (board: Board) => ({ ...board, snapshot: () => board.snapshot(true) })

/** The page is built beside the program; seen from the sources it lies in dist/. */
function webRoot(): string | undefined {
  const path = import.meta.url.endsWith('.ts') ? '../../dist/web' : '../../web'
  const folder = fileURLToPath(new URL(path, import.meta.url))
  return existsSync(folder) ? folder : undefined
}
