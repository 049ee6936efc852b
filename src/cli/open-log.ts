import type { Logger } from 'pino'
import type { Durability } from '../journal/durability.ts'
import { type Journal, openJournal } from '../journal/journal.ts'
import type { Settings } from './settings.ts'

const MEGABYTE = 2 ** 20

/** Which log is opened, and how. */
export interface LogOptions {
  readonly dir: string
  /** Instead of the setting's. */
  readonly durability?: Durability | undefined
  readonly settings: Pick<Settings, 'VNFLOW_JOURNAL' | 'VNFLOW_JOURNAL_HOLD_MB' | 'VNFLOW_JOURNAL_COMPRESS'>
  readonly logger: Pick<Logger, 'warn'>
}

/** Opens a log as the settings say, and tells what was cut off. Throws one line that says what to do when it cannot be opened. */
export function openLog({ dir, durability, settings, logger }: LogOptions): Journal {
  const journal = openJournal({
    dir,
    durability: durability ?? settings.VNFLOW_JOURNAL,
    holdBytes: settings.VNFLOW_JOURNAL_HOLD_MB * MEGABYTE,
    compress: settings.VNFLOW_JOURNAL_COMPRESS === 'brotli',
    onWarning: (text) => logger.warn(`journal: ${text}`),
  })
  if (journal.cutBytes > 0) logger.warn(`a torn tail of ${journal.cutBytes} bytes was cut off the log`)
  return journal
}
