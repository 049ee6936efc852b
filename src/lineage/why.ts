import type { Frame } from '../domain/frame.ts'
import type { Evidence, Lineage } from '../domain/lineage.ts'
import type { Venue } from '../domain/market.ts'
import { isoIct } from '../domain/time.ts'
import type { AlertJson, AlertWhyJson, EvidenceJson } from '../domain/wire.ts'
import { firstSeq, framesAt, type LogReader } from './log-reader.ts'
import { ruleWords } from './rule-words.ts'
import { windowTrades } from './window-trades.ts'

/** An alert as it is kept, and what made it. */
export interface KeptAlert {
  readonly seq: number
  readonly json: AlertJson
  readonly lineage: Lineage | undefined
}

/** Where alerts and frames are found. */
export interface WhyParts {
  /** The alert of an id; undefined where there is none. */
  readonly find: (id: string) => Promise<KeptAlert | undefined>
  readonly read: LogReader
}

/** Tells why there was an alert, with the newest `most` of its frames; undefined where no alert has the id. */
export type Why = (id: string, most: number) => Promise<AlertWhyJson | undefined>

const NO_LINEAGE = 'What made this alert was not noted when it was told. Its own frame is here.'
const REMOVED =
  'What was before it was removed: VNFLOW_JOURNAL_KEEP_DATES and VNFLOW_JOURNAL_KEEP_MB say how much is kept.'
const NOT_ADDING = 'The trades that the log has do not add up to those that the mean was of.'

/** Why alerts were told. Reads the log for one question at a time: a window may be a large part of a day. */
export function why({ find, read }: WhyParts): Why {
  let before: Promise<unknown> = Promise.resolve()
  return async (id, most) => {
    const alert = await find(id)
    if (!alert) return undefined
    const answer = before.then(() => answered(alert, most, read))
    before = answer.catch(() => undefined)
    return answer
  }
}

const venues: readonly unknown[] = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES'] satisfies Venue[]
const isVenue = (value: unknown): value is Venue => venues.includes(value)

async function answered(alert: KeptAlert, most: number, read: LogReader): Promise<AlertWhyJson> {
  const { seq, json, lineage } = alert
  const { made, isWhole } = await contents(alert, read)
  const seqs = [...new Set([...made.map((one) => one.seq), seq])].sort((a, b) => a - b)
  const frames = await framesAt(read, seqs)
  const missing = seqs.filter((place) => !frames.has(place))
  const told = [...frames.values()].slice(-most)
  const note = await noteOf({ isNoted: lineage !== undefined, isWhole, missing }, read)
  return {
    alert: json,
    rule: { says: ruleWords(json.alert_type), numbers: lineage?.rule ?? {} },
    state: lineage?.state ?? {},
    evidence: made.map(evidenceJson),
    complete: lineage !== undefined && isWhole,
    frames: told.map(frameJson),
    frames_left_off: frames.size - told.length,
    frames_missing: missing,
    ...(note !== undefined && { note }),
  }
}

/** What the alert carries, and before it what lay in its window. */
async function contents({ seq, json, lineage }: KeptAlert, read: LogReader) {
  const carried: readonly Evidence[] = lineage?.evidence ?? []
  const { venue, earlier_trades: count, earlier_volume: volume } = lineage?.state ?? {}
  if (lineage?.from === undefined || !isVenue(venue)) return { made: carried, isWhole: true }
  const { trades, isWhole } = await windowTrades(read, {
    symbol: json.symbol,
    venue,
    from: lineage.from,
    until: seq,
    count: Number(count),
    volume: Number(volume),
  })
  return { made: [...trades, ...carried], isWhole }
}

interface Lacking {
  readonly isNoted: boolean
  readonly isWhole: boolean
  readonly missing: readonly number[]
}

async function noteOf(lacking: Lacking, read: LogReader): Promise<string | undefined> {
  const { isNoted, isWhole, missing } = lacking
  if (isNoted && isWhole && missing.length === 0) return undefined
  const texts = [isNoted ? '' : NO_LINEAGE, isWhole ? '' : NOT_ADDING, logNote(lacking, await firstSeq(read))]
  return texts.filter((text) => text !== '').join(' ')
}

/** @param first - the first frame of the log */
function logNote({ isWhole, missing }: Lacking, first: number | undefined): string {
  if (first === undefined) return 'The log has no frames.'
  const begins = `The log begins at frame ${first}.`
  if (first > 1 && (!isWhole || (missing[0] ?? Infinity) < first)) return `${begins} ${REMOVED}`
  return missing.length > 0 ? `${begins} Frames behind that which are not there could not be read.` : ''
}

const evidenceJson = ({ seq, exchangeTime, what, values }: Evidence): EvidenceJson => ({
  seq,
  timestamp: isoIct(exchangeTime),
  what,
  values,
})

const frameJson = ({ seq, source, receivedTime, text }: Frame): AlertWhyJson['frames'][number] => ({
  seq,
  source,
  received_at: isoIct(receivedTime),
  text,
})
