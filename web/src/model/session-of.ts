import type { FeedJson } from '../../../client/index.ts'

/** A phase of HOSE's day as the page shows it. */
export interface Session {
  readonly label: string
  /** Whether the feed is expected to speak: shares are matched, or orders come in to be. */
  readonly busy: boolean
}

const sessions: Readonly<Record<NonNullable<FeedJson['phase']>, Session>> = {
  closed: { label: 'Closed', busy: false },
  preOpen: { label: 'Pre-open', busy: false },
  ato: { label: 'ATO auction', busy: true },
  continuous: { label: 'Continuous', busy: true },
  lunch: { label: 'Lunch break', busy: false },
  atc: { label: 'ATC auction', busy: true },
  plo: { label: 'Post-close', busy: false },
  putThrough: { label: 'Put-through', busy: false },
}

/** HOSE's phase as the server says it. Absent while it says none, and for one that this page does not know. */
export function sessionOf(feed: FeedJson | undefined): Session | undefined {
  const known: Readonly<Record<string, Session>> = sessions
  return feed?.phase === undefined ? undefined : known[feed.phase]
}
