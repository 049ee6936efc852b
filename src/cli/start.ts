import { Command, Option } from 'commander'
import { type EmbeddedExchange, embeddedExchange } from './embedded-exchange.ts'
import { environment } from './environment.ts'
import { atSpeed, type PlayOptions, withExchangeOptions } from './exchange-options.ts'
import { feedFirst } from './feed-first.ts'
import { parsePort, PIPELINES_HELP, RULES_HELP } from './options.ts'
import type { ReplayFlags } from './origins/replay.ts'
import { openOrigin, type SourceName, sourceNames, usualSource } from './open-origin.ts'
import type { Settings } from './settings.ts'
import type { LiveStart } from './start-live.ts'
import { keepMemorySteady } from './steady-memory.ts'

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
  const source = sourceOf(options)
  // What takes longest begins first: the exchange makes its market while this process reads its program.
  const embedded = source === 'exchange' ? embeddedExchange(atSpeed(options)) : undefined
  const closers: (() => Promise<unknown>)[] = embedded ? [() => embedded.close()] : []
  const common = await commonOf(options, closers).catch(async (failure: unknown) => {
    await embedded?.close()
    throw failure
  })
  const { logger } = common
  const failures: unknown[] = []
  const noted = (part: () => Promise<unknown>) => part().catch((failure: unknown) => failures.push(failure))
  await noted(() =>
    source === 'replay' ? replay(options, common) : live({ source, embedded }, options, common),
  )
  // What cannot be closed keeps nothing else open, and does not hide why the run ended.
  for (const close of closers.toReversed()) await noted(close)
  for (const failure of failures.slice(1)) logger.error(failure instanceof Error ? failure.message : failure)
  if (failures.length > 0) throw failures[0]
}

/** A live market is none that a recording would be taken for. */
function sourceOf({ source = usualSource(environment()), recording }: StartOptions): SourceName | 'replay' {
  if (recording === undefined || source === 'replay') return source
  throw new Error(
    `--recording is played with --source replay only; the source is ${source}, which has a market of its own.`,
  )
}

type Common = ReturnType<typeof whereOf> & Pick<LiveStart, 'settings' | 'logger' | 'closers'>

async function commonOf(options: StartOptions, closers: Common['closers']): Promise<Common> {
  const [{ readSettings }, { makeLogger }, { assertFree }] = await Promise.all([
    import('./settings.ts'),
    import('./logger.ts'),
    import('../server/listen.ts'),
  ])
  const settings = readSettings()
  const logger = makeLogger({ level: settings.LOG_LEVEL, format: settings.LOG_FORMAT })
  const common = { ...whereOf(options, settings), settings, logger, closers }
  await assertFree(common.port, settings.APP_HOST)
  return common
}

async function replay(options: StartOptions, common: Common) {
  const { startReplay } = await import('./start-replay.ts')
  await startReplay({ flags: options, speed: options.speed, ...common, ...(await ownOf(options, common)) })
}

interface LiveSource {
  readonly source: SourceName
  readonly embedded: EmbeddedExchange | undefined
}

/** Opens the source first, then log and store: what they take to begin goes on while the program is read. */
async function live({ source, embedded }: LiveSource, options: StartOptions, common: Common) {
  const { settings, logger, closers } = common
  const { clock, journal: durability = settings.VNFLOW_JOURNAL } = options
  const opening = openOrigin(source, { settings, exchange: atSpeed(options), embedded, logger })
  const [origin, own] = await Promise.all([opening, ownOf(options, common)])
  closers.push(() => origin.close())
  const [{ openData }, { venueOf }] = await Promise.all([
    import('./open-data.ts'),
    import('./data-folder.ts'),
  ])
  const tables = own.kit?.statements ?? []
  const [data, { startLive }] = await Promise.all([
    openData({ ...common, venue: venueOf(origin), durability, tables }),
    import('./start-live.ts'),
  ])
  feedFirst()
  await startLive({ origin, clock, data, ...common, ...own })
}

/** The user's own pipelines and rules. */
async function ownOf({ pipelines, rules }: StartOptions, { settings, logger }: Common) {
  const [{ openKit }, { rulesFile }] = await Promise.all([import('./kit/kit.ts'), import('./rules-file.ts')])
  return {
    rules: rulesFile(rules ?? settings.VNFLOW_RULES),
    kit: await openKit(pipelines ?? settings.VNFLOW_PIPELINES, logger),
  }
}

const whereOf = ({ port, dataDir }: StartOptions, settings: Settings) => ({
  port: port ?? settings.APP_PORT,
  dataDir: dataDir ?? settings.VNFLOW_DATA_DIR,
})
