import { map, type Observable } from 'rxjs'
import type { MissedMinutes } from '../../../../operators/missed-minutes.ts'
import type { RawFrame } from '../../../domain/frame.ts'
import { type Instant, isoIct } from '../../../domain/time.ts'
import { abortable } from '../../session/abortable.ts'
import type { Rest } from './rest.ts'

/** What minutes are asked with. */
export interface MinutesParts {
  readonly rest: (signal: AbortSignal) => Rest
  /** ms UTC. */
  readonly now: () => Instant
}

const MINUTE = 60_000

/** The minutes of a security of which trades are missing, as a frame of the log (`ssi3-rest`, `ohlc`); none for an empty answer. */
export function minutesOf(
  { symbol, from, to }: MissedMinutes,
  { rest, now }: MinutesParts,
): Observable<readonly RawFrame[]> {
  const query = { symbol, timeFrame: '1m', from: wireTime(from - (from % MINUTE)), to: wireTime(to) }
  return abortable((signal) => rest(signal).rows('ohlc', query)).pipe(
    map((body) => {
      const text = JSON.stringify({ endpoint: 'ohlc', ...query, body })
      return body.length > 0 ? [{ receivedTime: now(), source: 'ssi3-rest', text }] : []
    }),
  )
}

/** `2026/11/20 13:05:07` */
const wireTime = (instant: Instant): string =>
  isoIct(instant).slice(0, 19).replaceAll('-', '/').replace('T', ' ')
