import type { FeedEvent, SecurityList } from '../../../domain/event.ts'
import type { IsoDate } from '../../../domain/time.ts'
import { listedContracts } from '../../../market/contracts.ts'
import { venueNamed } from '../../../market/venue-named.ts'

/** The codes that the lists name. */
export interface KnownCodes {
  /** Takes note of a list. */
  learn(events: readonly FeedEvent[]): void
  /** The codes of a board or an index; `undefined` for a name that is neither, or that no list has named. */
  of(name: string, date: IsoDate): readonly string[] | undefined
}

/** No codes yet, but for the index futures, which follow from the date. */
export function knownCodes(): KnownCodes {
  let byBoard: ReadonlyMap<string, readonly string[]> = new Map()
  const byIndex = new Map<string, readonly string[]>()
  return {
    learn(events) {
      for (const event of events) {
        if (event.kind === 'members') byIndex.set(event.indexId, event.symbols)
        if (event.kind === 'securities') byBoard = boardsOf(event)
      }
    },
    of(name, date) {
      const board = venueNamed(name)
      if (board !== 'DERIVATIVES') return byBoard.get(board ?? '') ?? byIndex.get(name)
      return [...new Set([...(byBoard.get(board) ?? []), ...contractsOn(date)])]
    },
  }
}

function boardsOf({ securities }: SecurityList): ReadonlyMap<string, readonly string[]> {
  const boards = new Map<string, string[]>()
  for (const { symbol, venue } of securities) {
    const codes = boards.get(venue)
    if (codes) codes.push(symbol)
    else boards.set(venue, [symbol])
  }
  return boards
}

/** The lists may be of yesterday, when a contract was not listed yet. */
function contractsOn(date: IsoDate): readonly string[] {
  try {
    return listedContracts(date).map(({ code }) => code)
  } catch {
    // Beyond the calendar's horizon the lists alone know.
    return []
  }
}
