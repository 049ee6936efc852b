import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { tables } from '../../sinks/tables.ts'
import { importTable } from '../store/import/import-table.ts'
import { openStore } from '../store/store.ts'
import { dataFolder } from './data-folder.ts'
import { folderGrowth } from './folder-growth.ts'
import { makingOf } from './import-making.ts'
import { IMPORTED } from './imported.ts'
import { progress } from './progress.ts'
import { readSettings } from './settings.ts'
import { stopped$ } from './stopped.ts'

interface ImportOptions {
  readonly dataDir?: string
  readonly map: ReadonlyMap<string, string>
  readonly set: ReadonlyMap<string, string>
  readonly replace?: boolean
}

/** `vnflow import TABLE FILE…`: CSV and Parquet into a store of its own. */
export const importCommand = (): Command =>
  new Command('import')
    .description(
      `CSV and Parquet into a table of a store of their own; then: vnflow query --source ${IMPORTED}, vnflow replay DATA-DIR/${IMPORTED}/parquet`,
    )
    .argument('<table>', tableNames().join(', '))
    .argument('<file...>', 'files that end in .parquet, all others are CSV with a line of names')
    .addOption(
      new Option(
        '--map <column=expression>',
        'what a column is of: a column of the files, SQL over them, or null to leave it out; may be given again',
      )
        .argParser(pair)
        .default(new Map(), 'none'),
    )
    .addOption(
      new Option('--set <column=value>', 'what a column is in every row, e.g. venue=HOSE; may be given again')
        .argParser(pair)
        .default(new Map(), 'none'),
    )
    .option('--replace', 'put the rows in the place of others that a date has')
    .option('--data-dir <dir>', 'the data folder (default: VNFLOW_DATA_DIR)')
    .action(importFiles)

const tableNames = () => Object.values(tables).map(({ name }) => name)

function pair(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [, name, value] = /^(\w+)=(.+)$/s.exec(text) ?? []
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError(`"${text}" is not understood: column=… is expected.`)
  return new Map([...before, [name, value]])
}

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** The store is held open meanwhile: no other process can use it. */
async function importFiles(table: string, files: readonly string[], options: ImportOptions): Promise<void> {
  if (!tableNames().includes(table))
    throw new Error(`"${table}" is no table: one of ${tableNames().join(', ')} is expected.`)
  const dataDir = options.dataDir ?? readSettings().VNFLOW_DATA_DIR
  const folder = await dataFolder(dataDir, { source: IMPORTED, run: undefined, simulated: false })
  const store = await openStore({ path: folder.store })
  const shown = progress('trading dates')
  const stopWatching = folderGrowth(join(folder.path, 'parquet.importing'))
  const set = [...options.set].map(([name, value]) => [name, literal(value)] as const)
  const stopping = new AbortController()
  const watching = stopped$.subscribe({
    next: () => stopping.abort(new Error('Stopped: nothing was imported.')),
    error: (reason: unknown) => stopping.abort(reason),
  })
  try {
    const dates = await importTable({
      folder: join(folder.path, 'parquet'),
      table,
      files,
      mapping: new Map([...options.map, ...set]),
      making: makingOf(table),
      replaces: options.replace ?? false,
      onDate(done, total) {
        stopWatching()
        shown.at(done, total)
      },
      signal: stopping.signal,
    })
    shown.end()
    if (dates.length === 0) console.log(`${table}: ${files.join(', ')} has no rows`)
    for (const { date, rowCount, isNew, aside } of dates)
      console.log(
        `${table} ${date} ${rowCount.toLocaleString('en').padStart(12)} rows${isNew ? '' : ', there already'}${aside === undefined ? '' : `; the damaged file that was there is kept as ${aside}`}`,
      )
  } finally {
    watching.unsubscribe()
    stopWatching()
    await store.close()
  }
}
