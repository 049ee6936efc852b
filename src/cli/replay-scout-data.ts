import type { Rule } from '../../pipelines/rules/rule.ts'
import type { Mark } from '../sources/replay/marks.ts'

/** What a scout is told when it starts. */
export interface ScoutData {
  /** Of the recording. */
  readonly paths: readonly string[]
  /** Where states of the program are kept. */
  readonly states: string
  /** Where the recording is copied to, so that any place of it is found at once; undefined where it finds its places itself. */
  readonly copy: string | undefined
  readonly source: string
  readonly extraSymbols: readonly string[]
  readonly futures: readonly string[]
  /** Alert rules of the user; none unless said. */
  readonly rules?: readonly Rule[]
}

/** What it tells: a place whose state is kept, and up to which the recording is copied; what of it cannot be read; or that it is through. */
export type ScoutFinding = Mark | { readonly damage: string } | 'through'
