const ICT_OFFSET = 7 * 3_600_000

/** Date and time of day in Vietnam. */
export interface IctClock {
  /** `2026-11-20` */
  readonly date: string
  /** `Fri 20 Nov 2026` */
  readonly longDate: string
  /** `10:15:03` */
  readonly time: string
}

const longDate = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** What a clock in Vietnam shows at an instant, ms since the epoch. */
export function ictClock(instant: number): IctClock {
  const local = new Date(instant + ICT_OFFSET)
  const iso = local.toISOString()
  return {
    date: iso.slice(0, 10),
    longDate: longDate.format(local).replace(',', ''),
    time: iso.slice(11, 19),
  }
}
