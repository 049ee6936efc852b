import { Command } from 'commander'
import { ictDate } from '../domain/time.ts'
import {
  bandAnswer,
  type BandOptions,
  contractAnswer,
  contractsAnswer,
  dayAnswer,
  KINDS,
  phaseAnswer,
  settleAnswer,
  type WithCalendar,
} from './market-answers.ts'

const CALENDAR = [
  '--calendar <file>',
  'trading calendar, of the form of data/reference/holidays.json',
] as const

const today = () => ictDate(Date.now())

/** `market …`: asks the rules of the market; each answer is a line of JSON. */
export function marketCommand(print: (line: string) => void = (line) => console.log(line)): Command {
  const market = new Command('market').description('what the rules of the market say, as JSON')
  const answer = (value: unknown) => print(JSON.stringify(value))
  const about = (usage: string, description: string) => market.command(usage).description(description)

  about('day <date>', 'whether the exchanges trade, and why not')
    .option(...CALENDAR)
    .action((date: string, options: WithCalendar) => answer(dayAnswer(date, options)))
  about('phase <venue> <instant>', "a venue's phase and its end; without an offset it is Vietnam's time")
    .option(...CALENDAR)
    .action((venue: string, instant: string, options: WithCalendar) =>
      answer(phaseAnswer(venue, instant, options)),
    )
  about('band <venue> <reference>', 'ceiling, floor and tick at a reference in VND or points')
    .option('--kind <kind>', `one of ${KINDS.join(', ')}`)
    .option('--first-day', 'the first trading day, or the return after 25 closed sessions')
    .option('--underlying <price>', "reference of a warrant's share, VND")
    .option('--ratio <number>', 'warrants that one share is worth')
    .action((venue: string, reference: string, options: BandOptions) =>
      answer(bandAnswer(venue, reference, options)),
    )
  about('contract <code>', 'an index future by its code of either style, or by a rolling label')
    .option('--date <date>', 'the day on which a rolling label is meant (default: today)')
    .option(...CALENDAR)
    .action((code: string, options: WithCalendar & { date?: string }) =>
      answer(contractAnswer(code, options, today)),
    )
  about('contracts <date>', 'the VN30 futures that trade on a date')
    .option(...CALENDAR)
    .action((date: string, options: WithCalendar) => answer(contractsAnswer(date, options)))
  about('settle <date>', 'when shares traded on a date settle, and from when they may be sold')
    .option(...CALENDAR)
    .action((date: string, options: WithCalendar) => answer(settleAnswer(date, options)))
  return market
}
