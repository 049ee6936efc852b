import { storedGaps } from './stored-gaps.ts'
import { storedIndices } from './stored-indices.ts'
import type { StoredKind } from './stored-kind.ts'
import { storedQuotes } from './stored-quotes.ts'
import { storedRejected } from './stored-rejected.ts'
import { storedTrades } from './stored-trades.ts'

/**
 * The tables that a replay can begin from; all others are made of them. Rows of one frame come in the order of this list: a gap is told
 * before the trade that shows it, and a trade was made against the quote before.
 */
export const storedKinds: readonly StoredKind[] = [
  storedGaps,
  storedTrades,
  storedQuotes,
  storedIndices,
  storedRejected,
]
