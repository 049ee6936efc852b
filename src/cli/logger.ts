import { ignoreElements, type Observable, tap } from 'rxjs'
import { pino, type Logger } from 'pino'
import { decimalOf } from '../domain/money.ts'
import type { BandMismatch, Output } from '../domain/outputs.ts'
import { isoIct } from '../domain/time.ts'

/** How the process tells what happens, on stderr. */
export interface LoggerOptions {
  readonly level: string
  readonly format: 'text' | 'json'
}

interface Line {
  readonly level: number
  readonly time: number
  readonly msg: string
  /** Of an error that nobody expected. */
  readonly err?: { readonly stack?: string }
}

/** A line for a person; JSON lines are for a collector. */
const readable = {
  write(text: string) {
    const { level, time, msg, err } = JSON.parse(text) as Line
    process.stderr.write(
      `${isoIct(time).slice(11, 19)} ${pino.levels.labels[level] ?? level} ${err?.stack ?? msg}\n`,
    )
  },
}

/** The process's logger. */
export const makeLogger = ({ level, format }: LoggerOptions): Logger =>
  pino({ level, base: null }, format === 'text' ? readable : pino.destination({ dest: 2, sync: true }))

const mismatchText = ({ symbol, ceilingDifference, floorDifference }: BandMismatch): string =>
  `${symbol}: the feed's limits are not those of the rules: ceiling ${decimalOf(ceilingDifference)}, floor ${decimalOf(floorDifference)} off; the feed's hold`

/**
 * Tells of the link, of limits against the rules and of what was refused; the first connection is what everybody expects, and is not news.
 *
 * @param after - place in the log up to which it is known: what is read again at a start does not happen now
 */
export function logged(outputs$: Observable<Output>, logger: Logger, after = 0): Observable<never> {
  let lost = false
  const refusals = refusalsTo(logger)
  return outputs$.pipe(
    tap((output) => {
      if (output.seq <= after) return
      refusals(output)
      if (output.kind === 'bandMismatch') logger.warn(mismatchText(output))
      if (output.kind !== 'connection') return
      if (output.state === 'disconnected') logger.warn(`feed lost: ${output.reason}`)
      else if (lost) logger.info('feed is back')
      lost = output.state === 'disconnected'
    }),
    ignoreElements(),
  )
}

/** Frames that were refused in one second of which each is told. */
const TOLD = 10

/** Tells of what was refused; of many in a second the first few, and, when the next has come, of how many more: a feed may repeat a whole day. */
function refusalsTo(logger: Logger): (output: Output) => void {
  let second = NaN
  let count = 0
  return (output) => {
    const now = Math.floor(output.receivedTime / 1_000)
    if (now !== second) {
      if (count > TOLD) logger.warn(`${count - TOLD} more frames rejected in the same second`)
      second = now
      count = 0
    }
    if (output.kind !== 'rejected') return
    count += 1
    if (count <= TOLD) logger.warn(`frame ${output.seq} rejected: ${output.reason}`)
  }
}
