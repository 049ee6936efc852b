import { Command, Option } from 'commander'
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

/** `vnflow export TABLE`: the rows of some trading dates as a file, in the order of the log. */
export const exportCommand = (): Command =>
  withStoreOptions(
    new Command('export')
      .description('the rows of some trading dates as a file, in the order of the log')
      .argument(
        '<table>',
        Object.values(tables)
          .map(({ name }) => name)
          .join(', '),
      )
      .option('--from <date>', 'first trading date', parseDate, '0001-01-01')
      .option('--to <date>', 'last trading date', parseDate, '9999-12-31')
      .addOption(new Option('--format <format>').choices(['csv', 'parquet', 'arrow']).default('csv'))
      .requiredOption('--out <file>', 'the file; it is there when it is whole'),
  ).action(exportTable)

async function exportTable(table: string, { from, to, format, out, ...choice }: ExportOptions) {
  const names = Object.values(tables).map(({ name }) => name)
  if (!names.includes(table))
    throw new Error(`"${table}" is no table: one of ${names.join(', ')} is expected.`)
  checkOrder(from, to)
  const path = await openReadPath(await chosenFolder(choice))
  try {
    await answerOut(path, { sql: inOrder(table), params: { from, to }, format, out })
  } finally {
    await path.close()
  }
}

/** Rows of one frame stand as they were stored: to sort by `seq` alone shuffles them. */
const inOrder = (table: string): string =>
  `select * exclude place
   from (select *, row_number() over () as place from ${table} where date between $from::date and $to::date)
   order by date, seq, place`
