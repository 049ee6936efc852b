import type { DuckDBConnection } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { readFooter } from './footer.ts'
import { footerMemory, type FooterMemory } from './footer-memory.ts'
import { type PartitionFile, partitionFiles } from './partition.ts'
import { quotablePath, type SqlText } from './sql-text.ts'

/** A file whose rows cannot be had. */
export interface DamagedFile {
  readonly date: IsoDate
  readonly path: string
  /** As what follows the file's name in a sentence. */
  readonly fault: string
  /** Its footer is whole: somebody else found it wanting. */
  readonly isCondemned?: boolean
}

/** The files of a table, as they were found. */
export interface Survey {
  /** Files that can be read, those of the same columns together. */
  readonly groups: readonly (readonly string[])[]
  readonly dates: ReadonlySet<IsoDate>
  readonly damaged: readonly DamagedFile[]
}

/** What looks after the files of all partitions. */
export interface Surveyor {
  /** Looks at every file of a table: at its two ends, and at the columns of those that are new. */
  readonly survey: (table: string) => Promise<Survey>
  /** Takes a file whose footer is whole for damaged, until it is another file. */
  readonly condemn: (path: string, fault: string) => void
}

/** What a surveyor works with. */
export interface SurveyParts {
  readonly connection: DuckDBConnection
  readonly folder: string
  readonly text: SqlText
}

/** Files whose columns are read by one statement. */
const AT_ONCE = 500

/** A file with two good ends. */
interface Found {
  readonly date: IsoDate
  readonly path: string
  readonly stamp: string
}

/** Makes what looks after the files of a folder, and remembers there what their footers said. */
export function surveyor({ connection, folder, text }: SurveyParts): Surveyor {
  const memory = footerMemory(folder)
  const condemned = new Map<string, string>()

  async function survey(table: string): Promise<Survey> {
    const { found, damaged } = lookAt(partitionFiles(folder, table))
    const faults = await learn({ connection, text, memory }, found)
    const groups = new Map<string, string[]>()
    const dates = new Set<IsoDate>()
    for (const { date, path, stamp } of found) {
      const columns = memory.get(stamp)
      const verdict = condemned.get(`${path} ${stamp}`)
      if (columns === undefined) damaged.push({ date, path, fault: faults.get(stamp) ?? 'tells no columns' })
      else if (verdict !== undefined) damaged.push({ date, path, fault: verdict, isCondemned: true })
      else {
        groups.set(columns, [...(groups.get(columns) ?? []), path])
        dates.add(date)
      }
    }
    return { groups: [...groups.values()], dates, damaged }
  }

  return {
    survey,
    condemn(path, fault) {
      const footer = readFooter(path)
      if ('stamp' in footer) condemned.set(`${path} ${footer.stamp}`, fault)
    },
  }
}

/** Tells the files with two good ends from those without. */
function lookAt(files: readonly PartitionFile[]) {
  const damaged: DamagedFile[] = []
  const found: Found[] = []
  for (const { date, path, isAside } of files) {
    const footer = isAside ? { fault: 'was damaged, and set aside' } : readFooter(path)
    if ('fault' in footer) damaged.push({ date, path, fault: footer.fault })
    else found.push({ date, path, stamp: footer.stamp })
  }
  return { found, damaged }
}

interface Learning {
  readonly connection: DuckDBConnection
  readonly text: SqlText
  readonly memory: FooterMemory
}

/**
 * Has the database read the footers that nobody has read yet: many at once, and one by one when one of them is damaged. Gives what is
 * wrong with these, by their stamps; that is not remembered, for it may be the machine's fault and pass.
 */
async function learn(parts: Learning, found: readonly Found[]): Promise<ReadonlyMap<string, string>> {
  const faults = new Map<string, string>()
  const news = found.filter(({ stamp }) => parts.memory.get(stamp) === undefined)
  for (let i = 0; i < news.length; i += AT_ONCE) {
    const files = news.slice(i, i + AT_ONCE)
    if ((await fault(parts, files)) === undefined) continue
    for (const file of files) {
      const why = await fault(parts, [file])
      if (why !== undefined) faults.set(file.stamp, `has a damaged footer: ${why}`)
    }
  }
  parts.memory.save()
  return faults
}

/** Learns the columns of files; what is wrong when one of them cannot be read. */
async function fault(
  { connection, text, memory }: Learning,
  files: readonly Found[],
): Promise<string | undefined> {
  const sql = text('footer_columns', { files: fileList(files.map(({ path }) => path)) })
  try {
    const rows = (await connection.runAndReadAll(sql)).getRows()
    const columns = new Map(rows.map(([path, hash]) => [String(path), String(hash)]))
    for (const { path, stamp } of files) {
      const hash = columns.get(path)
      if (hash !== undefined) memory.set(stamp, hash)
    }
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.split('\n', 1).join('').trim() : String(error)
  }
}

/** Files as the database takes a list of them. */
export const fileList = (paths: readonly string[]): string =>
  paths.map((path) => `'${quotablePath(path)}'`).join(', ')
