import { readFileSync } from 'node:fs'
import { readJournal } from '../../src/journal/read-journal.ts'
import { replayedRun } from './replayed-run.ts'

/*
 * Replays a log, records it, and prints where and when this process takes itself to be:
 *   replay-process.ts JOURNAL OUT PLACES
 */
const [journal = '', out = '', places = ''] = process.argv.slice(2)
await replayedRun({
  frames: readJournal(journal),
  out,
  wanted: new Set(JSON.parse(readFileSync(places, 'utf8')) as string[]),
})
const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
console.log(`${locale} ${timeZone}`)
