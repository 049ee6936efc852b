import { serialize } from 'node:v8'
import type { Logger } from 'pino'
import {
  catchError,
  concat,
  connect,
  EMPTY,
  filter,
  ignoreElements,
  last,
  merge,
  NEVER,
  type Observable,
  takeUntil,
} from 'rxjs'
import { printedRow, type PipelineRow } from '../../../pipelines/define/pipeline-row.ts'
import { type RunnablePipelines, runPipelines } from '../../../pipelines/define/run-pipelines.ts'
import { duckdb } from '../../../sinks/duckdb.ts'
import { websocket } from '../../../sinks/websocket.ts'
import { messageOf } from '../../domain/message-of.ts'
import type { Output } from '../../domain/outputs.ts'
import { isoIct } from '../../domain/time.ts'
import type { PipelineChannel } from '../../server/audience.ts'
import type { Audiences } from '../../server/audiences.ts'
import type { Store } from '../../store/store.ts'
import { duckdbInPlay } from '../duckdb-in-play.ts'
import { type LoadedPipelines, loadPipelines } from './load-pipelines.ts'
import { outlive } from './outlive.ts'
import { withPlace } from './place-of.ts'
import { type RowTable, rowTable } from './row-table.ts'

/** The user's pipelines of a process. */
export interface Kit extends RunnablePipelines {
  readonly names: readonly string[]
  readonly channels: readonly PipelineChannel[]
  /** The statements that make their tables. */
  readonly statements: readonly string[]
  readonly tables: ReadonlyMap<string, RowTable>
}

/** Where rows go. */
export interface KitSinks {
  readonly store: Store
  readonly audiences: Audiences
  readonly logger: Pick<Logger, 'warn'>
  /** Whether rows are to be kept, and shown, now; always unless said. */
  readonly isNew?: () => boolean
  readonly isShown?: () => boolean
  /** Where rows do not come in the order of the log: see `duckdbInPlay`. */
  readonly place?: () => number
}

const channelOf = (name: string): PipelineChannel => `pipeline:${name}`

/**
 * Loads the user's pipelines; undefined where there are none, which then cost nothing. Throws a line that says where and why when one
 * cannot be loaded. What they fail of later is told to the logger, and the process outlives it. Once in a process.
 */
export async function openKit(
  folder: string | undefined,
  logger: Pick<Logger, 'warn'>,
): Promise<Kit | undefined> {
  const loaded = await loadPipelines(folder)
  if (loaded.pipelines.length === 0) return undefined
  const warn = (text: string) => logger.warn(text)
  outlive(() => loaded.files, warn)
  return makeKit(loaded, warn)
}

/** Makes loaded pipelines run. Throws a line that says why when they cannot. */
export function makeKit(
  { pipelines: given, params, files }: LoadedPipelines,
  onFailure: (text: string) => void,
): Kit {
  const describe = (reason: unknown) => withPlace(reason, files)
  const running = runPipelines(given, {
    params,
    describe,
    onFailure: ({ pipeline, reason, again }) =>
      onFailure(`pipeline ${pipeline} failed and begins again at ${isoIct(again)}: ${describe(reason)}`),
    now: () => performance.now(),
    sizeOf: (state) => serialize(state).byteLength,
  })
  const tables = new Map(running.pipelines.map((pipeline) => [pipeline.name, rowTable(pipeline)]))
  return {
    ...running,
    tables,
    names: running.pipelines.map(({ name }) => name),
    channels: running.pipelines.map(({ name }) => channelOf(name)),
    statements: [...tables.values()].flatMap(({ statements }) => statements),
  }
}

/**
 * outputs → rows → a table and a channel each. Emits nothing. When the outputs end the pipelines are not completed: a live run is cut there,
 * and goes on at the next start.
 */
export function kitSinks(
  outputs$: Observable<Output>,
  kit: Kit | undefined,
  sinks: KitSinks,
): Observable<never> {
  if (!kit) return EMPTY
  const { isNew = () => true, isShown = () => true } = sinks
  return outputs$.pipe(
    connect((all$) => concat(all$, NEVER).pipe(kit.rows, takeUntil(all$.pipe(last(null, undefined))))),
    connect((rows$) =>
      merge(
        ...[...kit.tables].map(([name, { table }]) => {
          const own$ = rows$.pipe(filter(({ pipeline }) => pipeline === name))
          return merge(
            writeRows(own$.pipe(filter(isNew)), { name, table, sinks }),
            sendRows(own$.pipe(filter(isShown)), { name, sinks }),
          )
        }),
      ),
    ),
    ignoreElements(),
  )
}

interface Kept {
  readonly name: string
  readonly table: RowTable['table']
  readonly sinks: KitSinks
}

/** A table that cannot take the rows costs its pipeline only. */
const writeRows = (rows$: Observable<PipelineRow>, { name, table, sinks: { store, logger, place } }: Kept) =>
  rows$.pipe(
    place ? duckdbInPlay(store, table, { place }) : duckdb(store, table),
    catchError((error: unknown) => {
      const reason = messageOf(error)
      logger.warn(
        `rows of pipeline ${name} are not stored: ${reason} Where its row has lost a column, or one is of another type, give it version: 2.`,
      )
      return EMPTY
    }),
  )

/** Nor does a row that has no printed form cost another one than its own channel. */
const sendRows = (rows$: Observable<PipelineRow>, { name, sinks }: Omit<Kept, 'table'>) => {
  const audience = sinks.audiences[channelOf(name)]
  if (!audience) return EMPTY
  return websocket<PipelineRow>({ audience, encode: printedRow })(rows$).pipe(
    catchError((error: unknown) => {
      sinks.logger.warn(`rows of pipeline ${name} are sent no more: ${messageOf(error)}`)
      return EMPTY
    }),
  )
}
