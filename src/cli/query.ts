import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { NamedParams } from '../store/protocol.ts'
import { answerOut, type Format, formats } from './answer-out.ts'
import { IMPORTED } from './imported.ts'
import { sourceNames, usualSource } from './open-origin.ts'
import { readParam } from './read-param.ts'
import { openReadPath, storedFolder } from './read-path.ts'
import { readSettings } from './settings.ts'

/** Which store is meant. */
export interface StoreChoice {
  readonly dataDir?: string
  readonly source?: string
}

interface QueryOptions extends StoreChoice {
  readonly file?: string
  readonly param: NamedParams
  readonly table: Readonly<Record<string, string>>
  readonly format?: Format
  readonly out?: string
}

/** Adds the options that say which store is meant. */
export const withStoreOptions = (command: Command): Command =>
  command
    .option('--data-dir <dir>', 'the data folder (default: VNFLOW_DATA_DIR)')
    .addOption(
      new Option('--source <name>', 'default: as for start; of exchange and replay the newest run').choices([
        ...sourceNames,
        'replay',
        IMPORTED,
      ]),
    )

/** The folder of the store that is meant. */
export async function chosenFolder({ dataDir, source }: StoreChoice): Promise<string> {
  const settings = readSettings()
  return storedFolder(dataDir ?? settings.VNFLOW_DATA_DIR, source ?? usualSource(settings))
}

/** `vnflow query SQL`: the store, over all trading dates, while the server runs or not. */
export const queryCommand = (): Command =>
  withStoreOptions(
    new Command('query')
      .description(
        'asks the store: trades, bars, … of all trading dates, each with its date; while the server runs or not',
      )
      .argument('[sql]', 'one SELECT, e.g. "select * from trades where date = \'2026-11-20\' limit 5"')
      .option('--file <file>', 'read the SELECT from a file, e.g. sql/queries/ohlcv.sql')
      .addOption(
        new Option(
          '--param <name=value>',
          'value of $name, a number where it is written as one (7, but not 007); may be given again',
        )
          .argParser(readParam)
          .default({}, 'none'),
      )
      .addOption(
        new Option(
          '--table <name=file>',
          'a CSV or Parquet file that stands in the SELECT as a table, e.g. orders=orders.csv; may be given again',
        )
          .argParser(readTable)
          .default({}, 'none'),
      )
      .addOption(new Option('--format <format>', 'default: table on a terminal, else csv').choices(formats))
      .option('--out <file>', 'write the answer there instead of printing it'),
  ).action(query)

function readTable(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, file] = /^([A-Za-z_]\w*)=(.+)$/s.exec(text) ?? []
  if (name === undefined || file === undefined)
    throw new InvalidArgumentError(`"${text}" is no table: name=file is expected.`)
  if (!existsSync(file)) throw new InvalidArgumentError(`There is no file ${file}.`)
  return { ...before, [name]: resolve(file) }
}

async function textOf(given: string | undefined, file: string | undefined): Promise<string> {
  if (given !== undefined && file === undefined) return given
  if (given === undefined && file !== undefined)
    return readFile(file, 'utf8').catch((cause: unknown) => {
      throw new Error(`${file} cannot be read: --file names a file with one SELECT.`, { cause })
    })
  throw new Error('Give a SELECT, or a file of one with --file: one of the two.')
}

const usualFormat = (out: string | undefined): Format =>
  process.stdout.isTTY && out === undefined ? 'table' : 'csv'

async function query(
  given: string | undefined,
  { file, param, table, format, out, ...choice }: QueryOptions,
) {
  const sql = await textOf(given, file)
  const path = await openReadPath(await chosenFolder(choice))
  try {
    await answerOut(path, { sql, params: param, tables: table, format: format ?? usualFormat(out), out })
  } finally {
    await path.close()
  }
}
