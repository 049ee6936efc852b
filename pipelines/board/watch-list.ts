import { ICT_OFFSET, ictDate, type Instant, type IsoDate } from '../../src/domain/time.ts'
import { vn30Members } from '../../src/market/vn30-members.ts'
import { namesOf } from './names-of.ts'
import { type Part, recordState } from './part.ts'

const DAY = 86_400_000

/** The securities that the board shows. */
export interface WatchList extends Part {
  /** Members of the VN30 by symbol, then the extra ones as they were given, an index future under each of its codes. */
  symbols(): readonly string[]
  /** Members of the VN30. */
  components(): readonly string[]
}

/** Writes the date of an instant, once for those of one day: to write it at each trade cost a quarter of the board. */
function dates(): (time: Instant) => IsoDate {
  let written = NaN
  let date = ''
  return (time) => {
    const day = Math.floor((time + ICT_OFFSET) / DAY)
    if (day !== written) {
      written = day
      date = ictDate(time)
    }
    return date
  }
}

/** Every name under which a feed may tell of securities; before there is a date, those that were given. */
const allNames = (symbols: readonly string[], today: IsoDate | undefined) =>
  today === undefined ? symbols : symbols.flatMap((symbol) => [...namesOf(symbol, today)])

/**
 * The members of the VN30, as the feed lists them, and `extra` beside them.
 * Until a list came (or when it came empty) the bundled members of the feed's date stand in: a failed
 * look-up must never hide the market.
 */
export function watchList(extra: readonly string[]): WatchList {
  const kept = {
    /** The trading date, by which a rolling label of a future names a contract. */
    today: undefined as IsoDate | undefined,
    components: [] as readonly string[],
    fromFeed: false,
    date: undefined as string | undefined,
  }
  let watched: readonly string[] = [...new Set(extra)]
  const dateOf = dates()

  const show = (symbols: readonly string[]) => {
    kept.components = [...symbols].sort()
    watched = [...new Set([...kept.components, ...allNames(extra, kept.today)])]
  }
  const standIn = (today: IsoDate) => {
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
      show(kept.components)
    },
    apply(output) {
      if (output.kind === 'members' && output.indexId === 'VN30' && output.symbols.length > 0) {
        kept.fromFeed = true
        show(output.symbols)
      } else if (!kept.fromFeed && (output.kind === 'trade' || output.kind === 'band'))
        standIn(dateOf(output.exchangeTime))
    },
    clear(today) {
      kept.today = today
      show(kept.components)
    },
    symbols: () => watched,
    components: () => kept.components,
  }
}
