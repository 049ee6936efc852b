import { Command } from 'commander'
import { messageOf } from '../domain/message-of.ts'
import { environment } from './environment.ts'
import { packageVersion } from './package-version.ts'
import { RulesFault } from './rules-fault.ts'

/** One line that says what was wrong; the stack only where somebody debugs. */
function fail(error: unknown) {
  const text = messageOf(error)
  console.error(`vnflow: ${text.replaceAll(/\s*\n\s*/g, ' ')}`)
  if (error instanceof RulesFault) console.error(error.excerpt)
  process.exitCode = 1
}

/** Each command by its name, imported only where it is asked for: together they are all of the project. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).startCommand(),
  exchange: async () => (await import('./exchange.ts')).exchangeCommand(),
  replay: async () => (await import('./replay.ts')).replayCommand(),
  record: async () => (await import('./record.ts')).recordCommand(),
  market: async () => (await import('./market.ts')).marketCommand(),
  query: async () => (await import('./query.ts')).queryCommand(),
  export: async () => (await import('./export.ts')).exportCommand(),
  import: async () => (await import('./import.ts')).importCommand(),
  dev: async () => (await import('./dev.ts')).devCommand(),
  new: async () => (await import('./new.ts')).newCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
}

/** Goes by a calendar of the user's, in all that follows. */
async function takeCalendar(path: string) {
  const [{ replaceCalendar }, { calendarFile }] = await Promise.all([
    import('../market/calendar.ts'),
    import('./calendar-file.ts'),
  ])
  replaceCalendar(calendarFile(path))
}

const VERSION = ['-V', '--version']

/** The command that is asked for; all where none is, or one that is not known: help and suggestions name them. */
async function loaded([name = '']: readonly string[]): Promise<readonly Command[]> {
  if (VERSION.includes(name)) return []
  const asked = Object.hasOwn(commands, name) ? commands[name] : undefined
  return Promise.all((asked ? [asked] : Object.values(commands)).map((load) => load()))
}

// Where a reader goes away (`| head`) what follows is dropped: the work is done all the same, and a server goes on serving. Any other
// reason ends the process here: it comes past whoever wrote, and what would follow could not be written either.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    fail(new Error(`the output cannot be written (${error.message}): free some disk, or send it elsewhere.`))
    process.exit()
  })

const program = new Command('vnflow')
  .description(
    'The Vietnamese stock market as streams: live, replayed and backtested by one program over one log.',
  )
  .version(packageVersion(), VERSION.join(', '), 'print the version')
  .showHelpAfterError('(vnflow --help lists the commands, vnflow COMMAND --help the options)')

try {
  const { VNFLOW_CALENDAR: calendar } = environment()
  if (calendar) await takeCalendar(calendar)
  for (const command of await loaded(process.argv.slice(2))) program.addCommand(command)
  await program.parseAsync()
} catch (error) {
  fail(error)
}
