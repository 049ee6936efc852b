import type { Phase } from './market.ts'

/**
 * The JSON that programs outside read over HTTP and WebSocket: plain decimals, VND and shares, ISO times with +07:00.
 * What is not known is absent, or `null` where a whole part is missing. Names are those of the contract.
 */

/** Volume and value by aggressor: `mua_chu_dong` = buyers', `ban_chu_dong` = sellers'. */
export interface BreakdownJson {
  readonly mua_chu_dong_volume: number
  readonly ban_chu_dong_volume: number
  readonly neutral_volume: number
  readonly total_volume: number
  readonly mua_chu_dong_value: number
  readonly ban_chu_dong_value: number
  readonly neutral_value: number
  readonly total_value: number
}

/** Running totals of one security today, whole and by part of the day. */
export interface SessionStatsJson extends BreakdownJson {
  readonly symbol: string
  readonly last_updated: string
  readonly ato: BreakdownJson
  readonly continuous: BreakdownJson
  readonly atc: BreakdownJson
  readonly putThrough: BreakdownJson
  readonly other: BreakdownJson
  readonly gap: BreakdownJson
}

/** The last price of a security beside its limits, and the best three levels of its book as `[price, volume]`. */
export interface PriceJson {
  readonly last_price?: number
  /** Quantity of the last trade. */
  readonly last_volume?: number
  readonly change?: number
  readonly change_pct?: number
  readonly ref_price?: number
  readonly ceiling?: number
  readonly floor?: number
  readonly bids: readonly (readonly [number, number])[]
  readonly asks: readonly (readonly [number, number])[]
}

/** One index; `intraday` has a point a minute and stands only where a whole state is asked for. */
export interface IndexJson {
  readonly index_id: string
  readonly value: number
  readonly prior_value?: number
  readonly change?: number
  readonly ratio_change?: number
  readonly total_volume: number
  readonly advances: number
  readonly declines: number
  readonly no_changes: number
  readonly advance_ratio: number
  readonly last_updated: string
  readonly intraday?: readonly { readonly timestamp: string; readonly value: number }[]
}

/** Foreign flow of one security. Speeds in shares a minute, accelerations in shares a minute per minute. */
export interface ForeignJson {
  readonly symbol: string
  readonly buy_volume: number
  readonly sell_volume: number
  readonly net_volume: number
  readonly buy_value: number
  readonly sell_value: number
  readonly net_value: number
  readonly total_room?: number
  readonly current_room?: number
  readonly buy_speed_per_min: number
  readonly sell_speed_per_min: number
  readonly buy_acceleration: number
  readonly sell_acceleration: number
  readonly rebased: boolean
  /** The values are: volume × the price at the time it was told, for no feed tells at which prices foreigners traded. False while they are 0. */
  readonly estimated: boolean
  readonly last_updated: string
}

/** Whose flow is added up: of the members of the VN30, or of all watched securities. */
export type Universe = 'VN30' | 'all'

/** Foreign flow of several securities together. */
export interface ForeignSummaryJson {
  /** Which securities the totals are of. */
  readonly universe: Universe
  /** The values are, as those of any security that they add up. */
  readonly estimated: boolean
  readonly total_buy_value: number
  readonly total_sell_value: number
  readonly total_net_value: number
  readonly total_buy_volume: number
  readonly total_sell_volume: number
  readonly total_net_volume: number
  /** Largest net buyers' securities first; net above 0 only. */
  readonly top_buy: readonly ForeignJson[]
  /** Largest net sellers' securities first; net below 0 only. */
  readonly top_sell: readonly ForeignJson[]
}

/** The active future and its basis. */
export interface DerivativesJson {
  readonly symbol: string
  readonly last_price: number
  readonly change?: number
  readonly change_pct?: number
  readonly volume: number
  readonly bid_price?: number
  readonly ask_price?: number
  readonly basis?: number
  readonly basis_pct?: number
  readonly is_premium: boolean | null
  readonly state?: 'premium' | 'par' | 'discount'
  readonly last_updated: string
}

/** The basis of one future at one time. */
export interface BasisPointJson {
  readonly timestamp: string
  readonly futures_symbol: string
  readonly futures_price: number
  readonly spot_value: number
  readonly basis: number
  readonly basis_pct: number
  readonly is_premium: boolean | null
  readonly state: 'premium' | 'par' | 'discount'
}

/** One alert. */
export interface AlertJson {
  readonly id: string
  readonly alert_type: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly symbol: string
  readonly message: string
  readonly timestamp: string
  readonly data: Readonly<Record<string, number | string>>
}

/** Something that an alert was made of. */
export interface EvidenceJson {
  /** The frame that told it. */
  readonly seq: number
  readonly timestamp: string
  readonly what: string
  readonly values: Readonly<Record<string, number | string>>
}

/** Why there was an alert. */
export interface AlertWhyJson {
  readonly alert: AlertJson
  /** The rule in words, and its numbers. */
  readonly rule: { readonly says: string; readonly numbers: Readonly<Record<string, number | string>> }
  /** What the rule looked at as it told. */
  readonly state: Readonly<Record<string, number | string>>
  /** What that was made of, oldest first; of a window its contents. */
  readonly evidence: readonly EvidenceJson[]
  /** Whether `evidence` is all of it: what is gone from the log is not there. */
  readonly complete: boolean
  /** The newest frames of it, as the log has them, oldest first. */
  readonly frames: readonly {
    readonly seq: number
    readonly source: string
    readonly received_at: string
    readonly text: string
  }[]
  /** Older frames that are in the log, and were not asked for. */
  readonly frames_left_off: number
  /** Frames that the log does not have any more. */
  readonly frames_missing: readonly number[]
  /** Why something is missing. */
  readonly note?: string
}

/** How the feed stands. */
export interface FeedJson {
  readonly connected: boolean
  /** Since when it is so. */
  readonly since?: string
  readonly last_message_at?: string
  /** HOSE's phase by the feed's own clock; absent before its first time, and beyond the trading calendar. */
  readonly phase?: Phase
  /** `ssi`, `exchange`, `replay`, … */
  readonly source: string
  /** The data is made by the simulated exchange. */
  readonly simulated: boolean
}

/** Everything the price board shows. */
export interface MarketSnapshotJson {
  readonly quotes: Readonly<Record<string, SessionStatsJson>>
  readonly prices: Readonly<Record<string, PriceJson>>
  readonly indices: Readonly<Record<string, IndexJson>>
  readonly foreign: ForeignSummaryJson | null
  readonly derivatives: DerivativesJson | null
  readonly feed: FeedJson
}

/** Told on connect, at each change of the feed's connection, and when a phase ends while nothing trades. */
export interface StatusJson {
  readonly type: 'status'
  readonly connected: boolean
  readonly feed: FeedJson
}
