import { ICT_OFFSET, type Instant } from '../../../domain/time.ts'

const TIME = /"t":"(\d{4})\/(\d{2})\/(\d{2}) (\d{2}:\d{2}:\d{2})"/

/** The exchange time that a data frame names, found without reading the frame; `undefined` when it names none. */
export function exchangeTimeIn(text: string): Instant | undefined {
  const [, year = '', month = '', day = '', time = ''] = TIME.exec(text) ?? []
  const instant = Date.parse(`${year}-${month}-${day}T${time}Z`) - ICT_OFFSET
  return Number.isNaN(instant) ? undefined : instant
}
