import type { ReplayCommand } from '../../domain/replay.ts'
import { ictDate, type Instant, isoIct } from '../../domain/time.ts'
import { vietnamCalendar } from '../../market/calendar.ts'
import type { ControlRefusal } from './exchange-control.ts'

/** Why a simulated market that is at an instant does not do what it is told; `undefined` when it does. */
export function marketRefusal(command: ReplayCommand, at: Instant): ControlRefusal | undefined {
  switch (command.action) {
    case 'step':
      if (command.by === 'second' || command.by === 'bar') return undefined
      return {
        field: 'by',
        allowed: 'second or bar: a simulated market goes by time, not by frames or events',
      }
    case 'seek':
      return seekRefusal(command.to, at)
    case 'speed':
      if (command.speed !== 'max') return undefined
      return { field: 'speed', allowed: 'a number above 0, at most 10000: max plays a recording only' }
    case 'loop':
      return { field: 'action', allowed: 'all but loop, which plays a recording again' }
    default:
      return undefined
  }
}

function seekRefusal(to: Instant, at: Instant): ControlRefusal | undefined {
  if (to < at)
    return {
      field: 'to',
      allowed:
        `an instant not before ${isoIct(at)}, where the market is: its clients have heard what was. ` +
        'For what was before start another exchange with the same --seed and --date, which is the same market',
    }
  if (ictDate(to) < vietnamCalendar.until) return undefined
  return { field: 'to', allowed: `an instant before ${vietnamCalendar.until}, with which the calendar ends` }
}
