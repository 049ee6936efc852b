import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { messageOf } from '../domain/message-of.ts'
import { type Calendar, makeCalendar, vietnamCalendar } from '../market/calendar.ts'

const Line = z.object({
  date: z.iso.date(),
  reason: z.string(),
  certainty: z.string().default('?'),
  source: z.string(),
  asOf: z.iso.date(),
})

const File = z.object({
  from: z.iso.date(),
  until: z.iso.date(),
  published: z.iso.date(),
  closed: z.array(Line),
  officeDays: z.array(Line).default([]),
})

/**
 * The trading calendar of a user's file, of the form of `data/reference/holidays.json`; the bundled one without a path.
 * Throws an `Error` of one line when the file cannot be read or is not such a calendar.
 */
export function calendarFile(path: string | undefined): Calendar {
  if (path === undefined) return vietnamCalendar
  try {
    return makeCalendar(File.parse(JSON.parse(readFileSync(path, 'utf8'))))
  } catch (cause) {
    throw new Error(`${path} is not a trading calendar: ${reasonOf(cause)}.`, { cause })
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    return cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  }
  return messageOf(cause)
}
