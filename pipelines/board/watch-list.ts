import { ICT_OFFSET, ictDate, type Instant } from '../../src/domain/time.ts'
import { vn30Members } from '../../src/market/vn30-members.ts'
import { type Part, recordState } from './part.ts'

const DAY = 86_400_000

/** The securities that the board shows. */
export interface WatchList extends Part {
  has(symbol: string): boolean
  /** Members of the VN30 by symbol, then the extra ones as they were given. */
  symbols(): readonly string[]
  /** Members of the VN30. */
  components(): readonly string[]
}

/**
 * The members of the VN30, as the feed lists them, and `extra` beside them.
 * Until a list came (or when it came empty) the bundled members of the feed's date stand in: a failed
 * look-up must never hide the market.
 */
export function watchList(extra: readonly string[]): WatchList {
  const kept = {
    components: [] as readonly string[],
    fromFeed: false,
    date: undefined as string | undefined,
  }
  let watched: ReadonlySet<string> = new Set(extra)
  /** The calendar day that was looked up last: to write the date of each trade costs more than the rest of the board. */
  let lookedUp = NaN

  const show = (symbols: readonly string[]) => {
    kept.components = [...symbols].sort()
    watched = new Set([...kept.components, ...extra])
  }
  const standIn = (time: Instant) => {
    const day = Math.floor((time + ICT_OFFSET) / DAY)
    if (day === lookedUp) return
    lookedUp = day
    const today = ictDate(time)
    if (today === kept.date) return
    kept.date = today
    show(vn30Members(today))
  }
  const state = recordState(kept)
  return {
    ...state,
    // What is watched beside the members is a setting of now.
    load(saved: typeof kept) {
      state.load(saved)
      lookedUp = NaN
      show(kept.components)
    },
    apply(output) {
      if (output.kind === 'members' && output.indexId === 'VN30' && output.symbols.length > 0) {
        kept.fromFeed = true
        show(output.symbols)
      } else if (!kept.fromFeed && (output.kind === 'trade' || output.kind === 'band'))
        standIn(output.exchangeTime)
    },
    clear: () => undefined,
    has: (symbol) => watched.has(symbol),
    symbols: () => [...watched],
    components: () => kept.components,
  }
}
