import { type Instant, instantOf } from '../../../domain/time.ts'

const FORM =
  /TradingDate\\?":\s*\\?"(\d\d)\/(\d\d)\/(\d{4})\\?",\s*\\?"(?:Trading)?Time\\?":\s*\\?"(\d\d):(\d\d):(\d\d)/i

/**
 * The exchange time that a message names, found in its text without decoding it; `undefined` where date and time do not stand
 * together as they do in every kind that is known.
 */
export function exchangeTimeIn(text: string): Instant | undefined {
  const [, day, month, year, ...time] = FORM.exec(text) ?? []
  if (day === undefined) return undefined
  const [hours = 0, minutes = 0, seconds = 0] = time.map(Number)
  try {
    return instantOf(`${year}-${month}-${day}`, ((hours * 60 + minutes) * 60 + seconds) * 1000)
  } catch {
    return undefined
  }
}
