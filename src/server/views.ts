import type {
  AlertJson,
  BasisPointJson,
  FeedJson,
  ForeignJson,
  ForeignSummaryJson,
  IndexJson,
  MarketSnapshotJson,
  SessionStatsJson,
  Universe,
} from '../domain/index.ts'

/** Which alerts are asked for. */
interface AlertFilter {
  /** Most of them. */
  readonly limit: number
  readonly type?: string | undefined
  readonly severity?: string | undefined
}

/**
 * The present state, as outside programs see it. Each function answers at once from memory, with what is known now;
 * after the close that is the day's last state.
 */
export interface Views {
  readonly snapshot: () => MarketSnapshotJson
  /** Foreign flow of all watched securities, or of the VN30; no summary before the first foreign message of the day. */
  readonly foreign: (universe?: Universe) => {
    readonly summary: ForeignSummaryJson | null
    readonly stocks: readonly ForeignJson[]
  }
  readonly sessions: () => readonly SessionStatsJson[]
  /** The active future's basis over the last `minutes` of the feed's clock, oldest first. */
  readonly basisTrend: (minutes: number) => readonly BasisPointJson[]
  /** Newest first. */
  readonly alerts: (filter: AlertFilter) => readonly AlertJson[]
  readonly indices: () => Readonly<Record<string, IndexJson>>
  /** The members of the VN30. */
  readonly components: () => readonly string[]
  readonly feed: () => FeedJson
}
