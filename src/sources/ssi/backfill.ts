import { defer, from, map, type Observable } from 'rxjs'
import type { MissedMinutes } from '../../../operators/missed-minutes.ts'
import type { RawFrame } from '../../domain/frame.ts'
import { ictDate, type Instant } from '../../domain/time.ts'
import { gapMinutes } from '../gap-minutes.ts'
import { fieldReader, type JsonObject } from '../json-object.ts'
import type { Source } from '../source.ts'
import { restFrame } from './connect/rest-frame.ts'
import type { RestList } from './connect/rest-list.ts'

/** What a backfill is made of. */
export interface BackfillParts {
  /** Asks for one page at a time, at the pace that is allowed. */
  readonly rest: RestList
  /** Of which securities minutes are missing, the one to be asked for first in front. Gives the newest state when subscribed to. */
  readonly missed$: Observable<readonly MissedMinutes[]>
  readonly now: () => Instant
  readonly random: () => number
  readonly onWarning: (message: string) => void
}

/** Longest range of dates that SSI answers. */
const LONGEST = 30 * 86_400_000

/**
 * Asks for the minutes of securities of which trades are missing, as `gapMinutes` does, and gives each answer as a frame of the log
 * (`ssi-rest`, `IntradayOhlc`). Never errs.
 */
export function backfill(parts: BackfillParts): Source {
  return gapMinutes({ ...parts, load: (missed) => ask(missed, parts) })
}

function ask(
  { symbol, from: since, to }: MissedMinutes,
  { rest, now }: Pick<BackfillParts, 'rest' | 'now'>,
): Observable<readonly RawFrame[]> {
  const query = {
    symbol,
    fromDate: wireDate(Math.max(since, to - LONGEST)),
    toDate: wireDate(to),
    resolution: '1',
    ascending: 'true',
  }
  return defer(() => from(rest('IntradayOhlc', query))).pipe(
    map((body) => (hasRows(body) ? [restFrame(now(), { endpoint: 'IntradayOhlc', ...query, body })] : [])),
  )
}

const hasRows = (body: JsonObject): boolean => {
  const data = fieldReader(body)('data')
  return Array.isArray(data) && data.length > 0
}

/** `20/11/2026` */
const wireDate = (instant: Instant): string => ictDate(instant).split('-').reverse().join('/')
