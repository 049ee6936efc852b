import type { RawFrame } from '../../domain/frame.ts'
import { ictDate, type Instant, type IsoDate } from '../../domain/time.ts'
import { vietnamCalendar } from '../../market/calendar.ts'
import { listedContracts } from '../../market/contracts.ts'
import { vn30Members } from '../../market/vn30-members.ts'
import { decodeDnseRest } from './decode-rest.ts'

/** The securities that a source follows. */
export interface Followed {
  /** Takes in the list of securities, which names the members of the indices. */
  readonly learn: (frame: RawFrame) => void
  /** Their codes, now. */
  readonly symbols: () => readonly string[]
}

/** What was asked for; else the members of the VN30, the bundled ones until a list names them, and the futures on it that trade today. */
export function followed(options: {
  readonly symbols?: readonly string[] | undefined
  readonly now: () => Instant
}): Followed {
  let members: readonly string[] | undefined
  return {
    learn(frame) {
      for (const event of decodeDnseRest({ ...frame, seq: 0 })) {
        if (event.kind === 'members' && event.indexId === 'VN30') members = event.symbols
      }
    },
    symbols() {
      const date = ictDate(options.now())
      return options.symbols ?? [...(members ?? vn30Members(date)), ...futuresOn(date)]
    },
  }
}

/** None beyond the horizon of the trading calendar, where nobody knows when one expires. */
const futuresOn = (date: IsoDate): readonly string[] =>
  date >= vietnamCalendar.from && date <= vietnamCalendar.until
    ? listedContracts(date).map(({ code }) => code)
    : []
