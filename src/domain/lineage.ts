import type { Instant } from './time.ts'

/** Numbers and words by their names, snake_case, plain decimals. */
export type Named = Readonly<Record<string, number | string>>

/** Something that an alert was made of, and the frame of the log that told it. */
export interface Evidence {
  readonly seq: number
  readonly exchangeTime: Instant
  /** What it is: `trade`, `limits`, the name of a field. */
  readonly what: string
  readonly values: Named
}

/** What made an alert. Of the data alone, so that a replay carries the same. */
export interface Lineage {
  /** The numbers of the rule. */
  readonly rule: Named
  /** What the rule looked at as it told. */
  readonly state: Named
  /** What that was made of, oldest first. Where it is a window of many, it is not carried: it lies in the log from `from` on. */
  readonly evidence: readonly Evidence[]
  /** The first frame of such a window. */
  readonly from?: number
}
