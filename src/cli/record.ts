import { Command, Option } from 'commander'
import { finalize, lastValueFrom, scan, takeUntil, tap } from 'rxjs'
import type { Durability } from '../journal/durability.ts'
import { journaled } from '../journal/journaled.ts'
import { dataFolder, venueOf } from './data-folder.ts'
import { type ExchangeOptions, withExchangeOptions } from './exchange-options.ts'
import { journalTrouble } from './journal-trouble.ts'
import { makeLogger } from './logger.ts'
import { openLog } from './open-log.ts'
import { openOrigin, type SourceName, sourceNames } from './open-origin.ts'
import { progress } from './progress.ts'
import { readSettings } from './settings.ts'
import { markSimulated } from './simulated-mark.ts'
import { keepMemorySteady } from './steady-memory.ts'
import { stopped$ } from './stopped.ts'

interface RecordOptions extends ExchangeOptions {
  readonly source: SourceName
  readonly dataDir?: string
  readonly journal?: Durability
}

/** `vnflow record`: source → journal, and nothing else. */
export const recordCommand = (): Command =>
  withExchangeOptions(
    new Command('record')
      .description('source → journal only; Ctrl-C ends it')
      .addOption(new Option('--source <name>', 'what to record').choices(sourceNames).default('ssi'))
      .option('--data-dir <dir>', 'where the journal lies (default: VNFLOW_DATA_DIR)')
      .addOption(
        new Option('--journal <durability>', 'default: VNFLOW_JOURNAL').choices(['batch', 'each', 'none']),
      ),
  ).action(record)

async function record(options: RecordOptions) {
  keepMemorySteady()
  const settings = readSettings()
  const logger = makeLogger({ level: settings.LOG_LEVEL, format: settings.LOG_FORMAT })
  const origin = await openOrigin(options.source, { settings, exchange: options, logger })
  try {
    const dataDir = options.dataDir ?? settings.VNFLOW_DATA_DIR
    const folder = await dataFolder(dataDir, venueOf(origin))
    const journal = openLog({ dir: folder.journal, durability: options.journal, settings, logger })
    if (origin.simulated) await markSimulated(folder.journal)
    journalTrouble(journal, logger).subscribe()
    const shown = progress('frames')
    try {
      const count = await lastValueFrom(
        origin.source().pipe(
          takeUntil(stopped$),
          journaled(journal),
          scan((frames) => frames + 1, 0),
          tap((frames) => shown.at(frames)),
          finalize(() => shown.end()),
        ),
        { defaultValue: 0 },
      )
      console.log(`${count.toLocaleString('en')} frames recorded in ${folder.journal}`)
    } finally {
      await journal.close()
    }
  } finally {
    await origin.close()
  }
}
