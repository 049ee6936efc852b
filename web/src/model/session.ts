import { ictClock } from './ict-clock.ts'

/** A phase of HOSE's day. */
export interface Session {
  readonly label: string
  /** Whether the feed is expected to speak: shares are matched, or orders come in to be. */
  readonly busy: boolean
}

const closed: Session = { label: 'Closed', busy: false }
const continuous: Session = { label: 'Continuous', busy: true }

/** From when on, until the next. */
const day: readonly (readonly [string, Session])[] = [
  ['00:00', { label: 'Pre-open', busy: false }],
  ['09:00', { label: 'ATO auction', busy: true }],
  ['09:15', continuous],
  ['11:30', { label: 'Lunch break', busy: false }],
  ['13:00', continuous],
  ['14:30', { label: 'ATC auction', busy: true }],
  ['14:45', { label: 'Put-through', busy: false }],
  ['15:00', closed],
]

/**
 * The phase of HOSE at an instant of the data. Of holidays it need not know: the clock is the data's own, and there
 * is none on a day without trading.
 */
export function sessionAt(instant: number): Session {
  const { time, weekday } = ictClock(instant)
  if (weekday === 0 || weekday === 6) return closed
  return day.findLast(([from]) => from <= time)?.[1] ?? closed
}
