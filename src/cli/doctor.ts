import { Command } from 'commander'
import { calendarFile } from './calendar-file.ts'
import { type Check, checkLine } from './check.ts'
import { credentialsCheck, dataFolderChecks, nodeCheck } from './machine-checks.ts'
import { marketChecks } from './market-checks.ts'
import { readSettings } from './settings.ts'

interface DoctorOptions {
  readonly dataDir?: string
  readonly calendar?: string
}

/** `vnflow doctor`: what the market does now and whether this machine is fit to follow it, a line each; exit 1 when something is not. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description(
      "today's calendar, phases and contracts, and whether this machine is set up; 1 when it is not",
    )
    .option('--data-dir <dir>', 'the data folder to look at (default: VNFLOW_DATA_DIR)')
    .option('--calendar <file>', 'trading calendar, of the form of data/reference/holidays.json')
    .action(doctor)

async function doctor({ dataDir, calendar }: DoctorOptions) {
  const checks = [...calendarChecks(calendar), ...(await setupChecks(dataDir)), nodeCheck()]
  for (const check of checks) console.log(checkLine(check))
  if (checks.some(({ level }) => level === 'fail')) process.exitCode = 1
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
  text: error instanceof Error ? error.message : String(error),
  mend,
})
