import { Command, Option } from 'commander'
import { atSpeed, type PlayOptions, withExchangeOptions } from './exchange-options.ts'
import { openKit, PIPELINES_HELP } from './kit/kit.ts'
import { makeLogger } from './logger.ts'
import { parsePort } from './options.ts'
import type { ReplayFlags } from './origins/replay.ts'
import { type SourceName, sourceNames, usualSource } from './open-origin.ts'
import { RULES_HELP, rulesFile } from './rules-file.ts'
import { readSettings, type Settings } from './settings.ts'
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
  const settings = readSettings()
  const logger = makeLogger({ level: settings.LOG_LEVEL, format: settings.LOG_FORMAT })
  const closers: (() => Promise<unknown>)[] = []
  try {
    const { pipelines, ...where } = whereOf(options, settings)
    const rules = rulesFile(options.rules ?? settings.VNFLOW_RULES)
    const kit = await openKit(pipelines, logger)
    if (options.source === 'replay') {
      const { speed } = options
      const { startReplay } = await import('./start-replay.ts')
      await startReplay({ flags: options, speed, ...where, settings, logger, kit, rules, closers })
      return
    }
    const name = options.source ?? usualSource(settings)
    const { clock, journal = settings.VNFLOW_JOURNAL } = options
    const exchange = atSpeed(options)
    const { startLive } = await import('./start-live.ts')
    await startLive({ name, exchange, clock, journal, ...where, settings, logger, kit, rules, closers })
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

const whereOf = ({ port, dataDir, pipelines }: StartOptions, settings: Settings) => ({
  port: port ?? settings.APP_PORT,
  dataDir: dataDir ?? settings.VNFLOW_DATA_DIR,
  pipelines: pipelines ?? settings.VNFLOW_PIPELINES,
})
