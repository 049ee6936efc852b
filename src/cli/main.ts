import { Command } from 'commander'
import { replaceCalendar } from '../market/calendar.ts'
import { calendarFile } from './calendar-file.ts'
import { devCommand } from './dev.ts'
import { doctorCommand } from './doctor.ts'
import { exchangeCommand } from './exchange.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { marketCommand } from './market.ts'
import { newCommand } from './new.ts'
import { queryCommand } from './query.ts'
import { recordCommand } from './record.ts'
import { replayCommand } from './replay.ts'
import { environment } from './settings.ts'
import { RulesFault } from './rules-fault.ts'
import { startCommand } from './start.ts'

/** One line that says what was wrong; the stack only where somebody debugs. */
function fail(error: unknown) {
  const text = error instanceof Error ? error.message : String(error)
  console.error(`vnflow: ${text.replaceAll(/\s*\n\s*/g, ' ')}`)
  if (error instanceof RulesFault) console.error(error.excerpt)
  process.exitCode = 1
}

const program = new Command('vnflow')
  .description(
    'The Vietnamese stock market as streams: live, replayed and backtested by one program over one log.',
  )
  .showHelpAfterError('(vnflow --help lists the commands, vnflow COMMAND --help the options)')
  .addCommand(startCommand())
  .addCommand(exchangeCommand())
  .addCommand(replayCommand())
  .addCommand(recordCommand())
  .addCommand(marketCommand())
  .addCommand(queryCommand())
  .addCommand(exportCommand())
  .addCommand(importCommand())
  .addCommand(devCommand())
  .addCommand(newCommand())
  .addCommand(doctorCommand())

try {
  const { VNFLOW_CALENDAR: calendar } = environment()
  if (calendar) replaceCalendar(calendarFile(calendar))
  await program.parseAsync()
} catch (error) {
  fail(error)
}
