import { Command, Option } from 'commander'
import { messageOf } from '../domain/message-of.ts'
import type { IsoDate } from '../domain/time.ts'
import { tables } from '../../sinks/tables.ts'
import { answerOut } from './answer-out.ts'
import { checkOrder, parseDate } from './options.ts'
import { chosenFolder, type StoreChoice, withStoreOptions } from './query.ts'
import { openReadPath } from './read-path.ts'

interface ExportOptions extends StoreChoice {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly format: 'csv' | 'parquet' | 'arrow'
  readonly out: string
}

/** The tables that each store has. */
const NAMES = Object.values(tables).map(({ name }) => name)

/** Where the rows of a pipeline of the user's are. */
const OWN = /^pipeline_[a-z0-9_]+$/

/** `vnflow export TABLE`: the rows of some trading dates as a file, in the order of the log. */
export const exportCommand = (): Command =>
  withStoreOptions(
    new Command('export')
      .description('the rows of some trading dates as a file, in the order of the log')
      .argument('<table>', `${NAMES.join(', ')}; or of a pipeline of your own, as pipeline_large_trades`)
      .option('--from <date>', 'first trading date', parseDate, '0001-01-01')
      .option('--to <date>', 'last trading date', parseDate, '9999-12-31')
      .addOption(new Option('--format <format>').choices(['csv', 'parquet', 'arrow']).default('csv'))
      .requiredOption('--out <file>', 'the file; it is there when it is whole'),
  ).action(exportTable)

async function exportTable(table: string, { from, to, format, out, ...choice }: ExportOptions) {
  if (!NAMES.includes(table) && !OWN.test(table))
    throw new Error(
      `"${table}" is no table: one of ${NAMES.join(', ')} is expected, or that of a pipeline of your own, as pipeline_large_trades.`,
    )
  checkOrder(from, to)
  const path = await openReadPath(await chosenFolder(choice))
  try {
    await answerOut(path, { sql: inOrder(table), params: { from, to }, format, out }).catch(
      (cause: unknown) => {
        if (!OWN.test(table) || !messageOf(cause).includes(`Table with name ${table} does not exist`))
          throw cause
        throw new Error(
          `There is no ${table} in this store: a pipeline has one when a server has run with it.`,
          {
            cause,
          },
        )
      },
    )
  } finally {
    await path.close()
  }
}

/** Rows of one frame stand as they were stored: to sort by `seq` alone shuffles them. */
const inOrder = (table: string): string =>
  `select * exclude place
   from (select *, row_number() over () as place from ${table} where date between $from::date and $to::date)
   order by date, seq, place`
