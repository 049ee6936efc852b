import type { Logger } from 'pino'
import type { Durability } from '../journal/durability.ts'
import type { Journal } from '../journal/journal.ts'
import type { Store } from '../store/store.ts'
import { type DataFolder, dataFolder, type Venue } from './data-folder.ts'
import { type LogOptions, openLog } from './open-log.ts'
import { openStoreBehind } from './open-store-behind.ts'
import { markSimulated } from './simulated-mark.ts'

/** Which data folder is opened, and how. */
export interface DataOptions {
  readonly dataDir: string
  readonly venue: Venue
  readonly durability: Durability
  readonly settings: LogOptions['settings']
  readonly logger: Logger
  /** Statements that make tables beside those of the schema. */
  readonly tables?: readonly string[]
  /** Takes what has to be closed at the end, in the order in which it was opened. */
  readonly closers: (() => Promise<unknown>)[]
}

/** Log and store of one venue. */
export interface Data {
  readonly folder: DataFolder
  readonly journal: Journal
  readonly store: Store
}

/** Opens the log, and the store behind it. Throws one line that says what to do when one cannot be opened. */
export async function openData(options: DataOptions): Promise<Data> {
  const { dataDir, venue, durability, settings, logger, tables = [], closers } = options
  const folder = await dataFolder(dataDir, venue)
  const journal = openLog({ dir: folder.journal, durability, settings, logger })
  closers.push(() => journal.close())
  if (venue.simulated) await markSimulated(folder.journal)
  const store = await openStoreBehind(journal.lastSeq(), {
    path: folder.store,
    tables,
    onWarning: (text) => logger.warn(text),
  })
  closers.push(() => store.close())
  return { folder, journal, store }
}
