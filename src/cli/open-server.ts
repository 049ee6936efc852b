import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import type { Board } from '../../pipelines/board/board.ts'
import { tradingDate } from '../domain/time.ts'
import type { JournalHealth } from '../journal/health.ts'
import type { Journal } from '../journal/journal.ts'
import { readJournal } from '../journal/read-journal.ts'
import type { LogReader } from '../lineage/log-reader.ts'
import type { Store } from '../store/store.ts'
import type { Audiences } from '../server/audiences.ts'
import type { Metrics } from '../server/metrics.ts'
import type { SymbolChannels } from '../server/socket/symbol-channels.ts'
import type { Graph } from '../server/routes/graph.ts'
import type { ReplayControl } from '../server/routes/replay.ts'
import type { HistoryParts } from '../server/routes/history.ts'
import { dependencyMetric } from '../server/dependency-metric.ts'
import { makeServer, type Server } from '../server/server.ts'
import { alertWhy } from './alert-why.ts'
import { databaseHealth } from './database-health.ts'
import { feedHealth } from './feed-health.ts'
import { packageVersion } from './package-version.ts'
import { leaveNote, newKey } from './server-note.ts'
import { serverSettings } from './server-settings.ts'
import type { Settings } from './settings.ts'
import { storedCompleteness } from './stored-completeness.ts'

/** What the server is made of. */
export interface ServerOptions {
  readonly board: Board
  readonly journal: Pick<Journal, 'health'>
  readonly audiences: Audiences
  readonly symbols: SymbolChannels
  readonly metrics: Metrics
  readonly settings: Settings
  readonly logger: Logger
  readonly port: number
  /** The store, and where notes and answers lie; without it there are no routes of stored data. */
  readonly data?: {
    readonly store: Store
    readonly folder: { readonly path: string; readonly journal: string }
  }
  /** The store of a run without routes of stored data. */
  readonly store?: Store
  /** Reads the log, where that is not the journal of `data`. */
  readonly log?: LogReader
  /** The replay that is the source, where it is one. */
  readonly replay?: ReplayControl
  /** What runs, and how fast. */
  readonly graph?: () => Promise<Graph>
  /** Exchange seconds in a second; absent where exchange time does not go on by itself. */
  readonly feedSpeed?: number | undefined
}

/** The server, listening. Throws one line that says what to do when it cannot. */
export async function openServer(options: ServerOptions): Promise<Server & { readonly address: string }> {
  const { board, journal, audiences, symbols, metrics, settings, logger } = options
  const key = newKey()
  const store = options.data?.store ?? options.store
  const database = databaseHealth({ store })
  const feed = feedHealth({ board, speed: options.feedSpeed, now: () => Date.now() })
  const health = async () => [await database(), journalDependency(journal.health()), feed()]
  dependencyMetric(metrics.registry, health)
  const server = makeServer({
    ...(options.data ? { history: historyParts(options.data, key) } : {}),
    series: { page: store?.page, today: () => dateOf(board) },
    views: views(board),
    audiences,
    symbols,
    metrics,
    settings: serverSettings(settings),
    webRoot: webRoot(),
    onError: (error) => logger.error(error),
    replay: options.replay,
    graph: options.graph,
    why: whyOf(options),
    health,
    version: packageVersion(),
  })
  const { port } = await server.listen(options.port, settings.APP_HOST)
  const address = `http://${settings.APP_HOST}:${port}`
  const takeNote =
    options.data && (await leaveNote(options.data.folder.path, { address: localAddress(address), key }))
  return {
    ...server,
    address,
    async close() {
      await takeNote?.()
      await server.close()
    },
  }
}

/** Who listens on all addresses is asked on the machine's own. */
const localAddress = (address: string) => address.replace('//0.0.0.0:', '//127.0.0.1:')

/** What the routes of stored data ask of the store. */
function historyParts({ store, folder }: NonNullable<ServerOptions['data']>, key: string): HistoryParts {
  const temporary = resolve(folder.path, 'answers')
  // What a server that was killed had on its way out.
  rmSync(temporary, { recursive: true, force: true })
  return {
    copy: store.copy,
    ...storedCompleteness(store),
    key,
    temporary,
  }
}

/** Why alerts were told, where there are a log and a store to ask. */
function whyOf({ board, data, store = data?.store, log }: ServerOptions) {
  const read: LogReader | undefined =
    log ?? (data && ((fromSeq) => readJournal(data.folder.journal, { fromSeq })))
  return store && read && alertWhy({ board, store, read })
}

/** The trading date of the feed; before its first message that of the machine. */
const dateOf = (board: Board) => tradingDate(board.newest()?.exchangeTime ?? Date.now())

/** Who asks for a state is given the whole of it; what is pushed after is without the minutes. */
const views = (board: Board) => ({ ...board, snapshot: () => board.snapshot(true) })

/** A log that holds frames back does not do its work; what arrives is not lost as long as it has memory. */
const journalDependency = ({ trouble, heldFrames }: JournalHealth) => ({
  name: 'journal',
  required: true,
  up: trouble === undefined,
  ...(trouble !== undefined && { detail: `${trouble} (${heldFrames} frames are held in memory)` }),
})

/** The page is built beside the program; seen from the sources it lies in dist/. */
function webRoot(): string | undefined {
  const path = import.meta.url.endsWith('.ts') ? '../../dist/web' : '../../web'
  const folder = fileURLToPath(new URL(path, import.meta.url))
  return existsSync(folder) ? folder : undefined
}
