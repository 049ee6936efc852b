import { join } from 'node:path'
import { Command } from 'commander'
import { messageOf } from '../domain/message-of.ts'
import type { IsoDate } from '../domain/time.ts'
import { calendarFile } from './calendar-file.ts'
import { type Check, checkLine } from './check.ts'
import { damagedChecks, dateChecks } from './date-checks.ts'
import { journalChecks } from './journal-checks.ts'
import { credentialsCheck, dataFolderChecks, nodeCheck } from './machine-checks.ts'
import { marketChecks } from './market-checks.ts'
import { parseDate } from './options.ts'
import { chosenFolder, type StoreChoice, withStoreOptions } from './query.ts'
import { openReadPath } from './read-path.ts'
import { readSettings } from './settings.ts'
import { sumChecks } from './sum-checks.ts'

interface DoctorOptions extends StoreChoice {
  readonly calendar?: string
  readonly date?: IsoDate
}

/**
 * `vnflow doctor`: what the market does now and whether this machine is fit to follow it, a line each; exit 1 when something is not.
 * With a date: how whole the store is on it, while a server runs or not; exit 1 with the differences.
 */
export const doctorCommand = (): Command =>
  withStoreOptions(
    new Command('doctor')
      .description(
        "today's calendar, phases and contracts, and whether this machine is set up; 1 when it is not",
      )
      .option('--calendar <file>', 'trading calendar, of the form of data/reference/holidays.json')
      .option(
        '--date <date>',
        "instead: how whole the store is on a trading date, by the exchange's totals",
        parseDate,
      ),
  ).action(doctor)

async function doctor({ calendar, date, ...choice }: DoctorOptions) {
  const checks =
    date === undefined
      ? [
          ...calendarChecks(calendar),
          ...(await setupChecks(choice.dataDir)),
          nodeCheck(),
          ...(await partitionChecks(choice)),
          ...(await writtenChecks(choice)),
          ...(await logChecks(choice)),
        ]
      : await storedChecks(choice, date)
  for (const check of checks) console.log(checkLine(check))
  if (checks.some(({ level }) => level === 'fail')) process.exitCode = 1
}

/** Whether the files of past trading dates can be read; nothing where nothing is stored yet. */
async function partitionChecks(choice: StoreChoice): Promise<readonly Check[]> {
  const folder = await chosenFolder(choice).catch(() => undefined)
  if (folder === undefined) return []
  try {
    const path = await openReadPath(folder)
    try {
      return await damagedChecks(path)
    } finally {
      await path.close()
    }
  } catch (error) {
    const { text } = failed(error, '')
    // Who imports or replays has it for himself meanwhile: nothing is wrong with that.
    return [{ level: text.includes('another process') ? 'warn' : 'fail', text }]
  }
}

/** Whether these files are what was written; nothing where nothing is stored yet. */
async function writtenChecks(choice: StoreChoice): Promise<readonly Check[]> {
  const folder = await chosenFolder(choice).catch(() => undefined)
  if (folder === undefined) return []
  return sumChecks(join(folder, 'parquet')).catch((error: unknown) => [
    failed(error, 'make the files of past trading dates readable'),
  ])
}

/** Whether the log is without holes; nothing where none is written yet. */
async function logChecks(choice: StoreChoice): Promise<readonly Check[]> {
  const folder = await chosenFolder(choice).catch(() => undefined)
  if (folder === undefined) return []
  return journalChecks(join(folder, 'journal')).catch((error: unknown) => [
    failed(error, 'make the files of the log readable'),
  ])
}

async function storedChecks(choice: StoreChoice, date: IsoDate): Promise<readonly Check[]> {
  const folder = await chosenFolder(choice)
  const path = await openReadPath(folder)
  try {
    return [...(await dateChecks(path, date)), ...(await sumChecks(join(folder, 'parquet'), date))]
  } finally {
    await path.close()
  }
}

function calendarChecks(path: string | undefined): readonly Check[] {
  try {
    return marketChecks({ now: Date.now(), calendar: calendarFile(path) })
  } catch (error) {
    return [failed(error, 'write it in the form of data/reference/holidays.json')]
  }
}

async function setupChecks(dataDir: string | undefined): Promise<readonly Check[]> {
  try {
    const settings = readSettings()
    return [credentialsCheck(settings), ...(await dataFolderChecks(dataDir ?? settings.VNFLOW_DATA_DIR))]
  } catch (error) {
    return [failed(error, 'correct the setting, in .env or in the environment')]
  }
}

const failed = (error: unknown, mend: string): Check => ({
  level: 'fail',
  text: messageOf(error),
  mend,
})
