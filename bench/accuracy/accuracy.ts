import { basisColumn } from './basis-column.ts'
import { futureFlow, shareFlow } from './flows.ts'
import { minutes } from './minutes.ts'
import { realDays, recordingsDatabase } from './real-day.ts'
import { sameAsSql } from './same-as-sql.ts'
import { sides } from './sides.ts'
import { simulatedQuotes } from './simulated-quotes.ts'
import { spikes } from './spikes.ts'

/** Tables of the document. */
export interface Tables {
  readonly sides: string
  readonly quotes: string
  readonly minutes: string
  readonly basis: string
  readonly futureFlow: string
  readonly shareFlow: string
  readonly spikes: string
  readonly sql: string
}

/**
 * Measures the operators on recordings, through the program where a feed would tell the same.
 *
 * @param folder - of the recordings; they are read and never written
 */
export async function accuracy(
  folder: string,
  tell: (done: string) => void = () => undefined,
): Promise<Tables> {
  const db = await recordingsDatabase()
  const parts = {
    sides: sides(),
    minutes: minutes(db, folder),
    flow: futureFlow(),
    spikes: spikes(),
    sql: sameAsSql(db, folder),
  }
  for await (const day of realDays(db, folder)) {
    for (const part of Object.values(parts)) await part.add(day)
    tell(day.date)
  }
  const basis = await basisColumn(db, folder)
  const shares = await shareFlow(db, folder)
  tell('shares')
  const quotes = await simulatedQuotes()
  db.closeSync()
  return {
    sides: parts.sides.text(),
    quotes,
    minutes: parts.minutes.text(),
    basis,
    futureFlow: parts.flow.text(),
    shareFlow: shares,
    spikes: parts.spikes.text(),
    sql: parts.sql.text(),
  }
}
