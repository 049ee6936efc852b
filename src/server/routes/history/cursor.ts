import { z } from 'zod'
import type { PagePlace } from '../../../store/protocol.ts'

/** The column that rows stand by, which says what a place is: a number of the log, an instant or a date. */
export type PageKey = 'seq' | 'timestamp' | 'day'

const skip = z.int().min(0).max(1_000_000)
const places = {
  seq: z.tuple([z.int().min(0), skip]),
  timestamp: z.tuple([z.iso.datetime({ offset: true }), skip]),
  day: z.tuple([z.iso.date(), skip]),
}

/** A place as a text that stands in an address. */
export const cursorOf = ({ after, skip }: PagePlace): string =>
  Buffer.from(JSON.stringify([after, skip])).toString('base64url')

/** The place that a text means; undefined for a text that means none. */
export function placeOf(cursor: string, key: PageKey): PagePlace | undefined {
  try {
    const given: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const [after, skip] = places[key].parse(given)
    return { after, skip }
  } catch {
    return undefined
  }
}
