import type { Listing } from '../../wire/listing.ts'

/** The keys that a security or an index is found by: its code first, then every group that has it. */
export interface Groups {
  readonly security: (symbol: string) => readonly string[]
  readonly index: (indexId: string) => readonly string[]
}

/** Boards by the names that topics use. */
const BOARD_NAMES = {
  HOSE: ['HOSE'],
  HNX: ['HNX'],
  UPCOM: ['UPCOM'],
  DERIVATIVES: ['DERIVATIVES', 'DER'],
}

/** The groups of a day's listing: boards, and indices with their members. */
export function groups({ securities, indices }: Listing): Groups {
  const keys = new Map<string, string[]>()
  for (const { symbol, venue } of securities.values()) keys.set(symbol, [symbol, ...BOARD_NAMES[venue]])
  for (const { id, members } of indices.values()) {
    for (const symbol of members) keys.get(symbol)?.push(id)
  }
  return {
    security: (symbol) => keys.get(symbol) ?? [symbol],
    index(indexId) {
      const index = indices.get(indexId)
      return index ? [indexId, ...BOARD_NAMES[index.venue]] : [indexId]
    },
  }
}
