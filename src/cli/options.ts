import { InvalidArgumentError } from 'commander'
import type { ReplaySpeed } from '../domain/replay.ts'
import { instantOf, type IsoDate, isoIct } from '../domain/time.ts'

/** Reads a whole number between two bounds, both allowed. */
export const wholeNumber =
  (lowest: number, highest: number) =>
  (text: string): number => {
    const number = Number(text)
    if (Number.isInteger(number) && number >= lowest && number <= highest) return number
    throw new InvalidArgumentError(`"${text}" is not a whole number from ${lowest} to ${highest}.`)
  }

/** Reads a port; 0 takes any free one. */
export const parsePort = wholeNumber(0, 65_535)

/** Reads how many times faster than life something runs: `7` or `7x`; or, of a recording, `max`. */
export function parsePlaySpeed(text: string): ReplaySpeed {
  if (text === 'max') return text
  const speed = Number(text.replace(/x$/, ''))
  if (speed > 0 && speed <= 10_000) return speed
  throw new InvalidArgumentError(`"${text}" is not a speed: a number above 0, at most 10000.`)
}

/** Reads the name of a run, which names the folder of its data, too. */
export function parseRun(text: string): string {
  if (/^\w[\w.-]{0,63}$/.test(text)) return text
  throw new InvalidArgumentError(
    `"${text}" is no name of a run: up to 64 letters, digits, dots, - and _ are expected.`,
  )
}

/** Throws a line where `--from`, as it is written, is after `--to`: nothing would be between them, and nothing would say why. */
export function checkOrder(from: string, to: string): void {
  if (from > to)
    throw new Error(
      `--from ${from} is after --to ${to}: nothing lies between them. Name the earlier one with --from.`,
    )
}

/** Reads a date as `2026-11-20`. */
export function parseDate(text: string): IsoDate {
  if (isDate(text)) return text
  throw new InvalidArgumentError(`"${text}" is no date: 2026-11-20 is expected.`)
}

/** Whether there is such a day: of February 30 JavaScript makes March 2. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = dayOrNaN(text)
  return Number.isFinite(day) && isoIct(day).startsWith(text)
}

function dayOrNaN(text: string): number {
  try {
    return instantOf(text)
  } catch {
    return NaN
  }
}

/** What `--pipelines` is, in one line of help. */
export const PIPELINES_HELP =
  'your own pipelines (default: VNFLOW_PIPELINES, else pipelines/, where it has some)'

/** What `--rules` is, in one line of help. */
export const RULES_HELP = 'a file of your own alert rules (default: VNFLOW_RULES)'
