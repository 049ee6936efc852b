import { z } from 'zod'

/** The field that says how many of something a fault hits, by chance. */
export function shareOf(things: string, fallback: number) {
  const error = `the share of ${things} that is hit, above 0 and at most 1`
  return z.number({ error }).gt(0, { error }).max(1, { error }).default(fallback)
}
