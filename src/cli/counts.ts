import type { Decode } from '../../pipelines/ordered-events.ts'
import type { Output } from '../domain/outputs.ts'
import type { Metrics } from '../server/metrics.ts'

/** The feed's channel that an event of each kind came on; kinds that no channel sends are not counted. */
const channels = {
  last: 'X-TRADE',
  quote: 'X-QUOTE',
  foreign: 'R',
  index: 'MI',
  status: 'F',
} as const

type Counted = keyof typeof channels
const isCounted = (kind: string): kind is Counted => kind in channels

/** A security that a reason is about. */
const SYMBOL = /^(where )?[A-Z0-9]{3,}(?= )/

/** The kind of a reason, without the data in it: `LastPrice is "abc", expected …` → `LastPrice is`. A label for each security would be too many. */
const kindOf = (reason: string) =>
  /^[A-Za-z][A-Za-z ]*/.exec(reason.replace(SYMBOL, '$1a security'))?.[0].trim() ?? 'other'

/** Counts what a decoder reads, by channel. */
export function countingDecode(decode: Decode, metrics: Metrics): Decode {
  const counters = new Map(
    Object.entries(channels).map(([kind, channel]) => [kind, metrics.messagesReceived.labels({ channel })]),
  )
  return (frame) => {
    const events = decode(frame)
    for (const { kind } of events) if (isCounted(kind)) counters.get(kind)?.inc()
    return events
  }
}

/** Counts what the pipelines give. */
export const countOutput =
  (metrics: Metrics) =>
  (output: Output): void => {
    if (output.kind === 'rejected') metrics.rejected.inc({ reason: kindOf(output.reason) })
    else if (output.kind === 'alert') metrics.alertsFired.inc({ signal_type: output.alertType })
    else if (output.kind === 'bandMismatch') metrics.bandMismatches.inc({ venue: output.venue })
    else if (output.kind === 'gap')
      metrics.gapVolume.inc(
        { reason: output.missingVolume > 0 ? output.reason : 'found' },
        Math.abs(output.missingVolume),
      )
  }
