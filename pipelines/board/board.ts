import type { State } from '../../operators/state/snapshots.ts'
import { foreignJson } from '../../src/domain/emitted/foreign-flow.ts'
import { sessionJson } from '../../src/domain/emitted/session.ts'
import type { Alert, Output } from '../../src/domain/outputs.ts'
import { type Instant, isWeekend, tradingDate, tradingDayEnd } from '../../src/domain/time.ts'
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
} from '../../src/domain/wire.ts'
import { isFuture } from '../../src/market/contracts.ts'
import { type AlertFilter, alertLog } from './alert-log.ts'
import { type FeedOrigin, feedState, type NewestMessage } from './feed-state.ts'
import { foreignSummary } from './foreign-summary.ts'
import { futuresBoard } from './futures-board.ts'
import { indexSeries } from './index-series.ts'
import { type Latest, latest } from './latest.ts'
import type { Part } from './part.ts'
import { prices as pricesPart } from './prices.ts'
import { remembered } from './remembered.ts'
import { watchList } from './watch-list.ts'

/** What the board is made with. */
export interface BoardOptions extends FeedOrigin {
  /** Symbols to watch beside the members of the VN30. */
  readonly extraSymbols: readonly string[]
}

/** All views of the running day. Reading one is cheap enough for each push, not for each event. */
export interface Board {
  /** Takes one output in. */
  apply(output: Output): void
  /** Everything on the price board; with the minutes of the indices when a whole state is asked for. */
  snapshot(withMinutes?: boolean): MarketSnapshotJson
  /** Of all watched securities unless a universe is named; its name stands with the totals. */
  foreign(universe?: Universe): { summary: ForeignSummaryJson | null; stocks: readonly ForeignJson[] }
  sessions(): readonly SessionStatsJson[]
  /** With the point of each minute unless they are not wanted. */
  indices(withMinutes?: boolean): Readonly<Record<string, IndexJson>>
  basisTrend(minutes: number): readonly BasisPointJson[]
  alerts(filter: AlertFilter): readonly AlertJson[]
  /** One of the newest of the day, by its id. */
  alert(id: string): Alert | undefined
  components(): readonly string[]
  feed(): FeedJson
  /** The newest message with a time of the exchange; undefined before the first. */
  newest(): NewestMessage | undefined
  /** What all views are made of. */
  readonly state: State
}

const DAY = 86_400_000

/** Kinds that begin a new day when they are the first with a later date; a clock or a list does not, and nothing does at a weekend. */
const dated = new Set<Output['kind']>([
  'trade',
  'quote',
  'band',
  'gap',
  'foreignFlow',
  'index',
  'status',
  'venueSession',
  'putThrough',
  'oddLot',
])

/**
 * Folds the outputs into what a price board, a REST client and a new WebSocket subscriber are shown.
 * Shows the members of the VN30 and what is asked for beside them. The last day stays until the next one's first event.
 */
export function board({ extraSymbols, ...origin }: BoardOptions): Board {
  const parts = {
    watch: watchList(extraSymbols),
    feed: feedState(origin),
    prices: pricesPart(),
    sessions: latest('session', sessionJson),
    indices: indexSeries(),
    foreign: latest('foreignFlow', foreignJson),
    futures: futuresBoard(isFuture),
    alerts: alertLog(),
  }
  const all: readonly Part[] = Object.values(parts)
  let dayEnd: Instant = -Infinity
  const state: State<{ dayEnd: Instant; parts: readonly unknown[] }> = {
    save: () => ({ dayEnd, parts: all.map((part) => part.save()) }),
    load(saved) {
      dayEnd = saved.dayEnd
      for (const [i, part] of all.entries()) part.load(saved.parts[i])
    },
  }
  const views = makeViews(parts)
  const begin = (time: Instant): void => {
    const end = tradingDayEnd(time)
    if (isWeekend(end - DAY)) return
    const today = tradingDate(time)
    for (const part of all) part.clear(today)
    dayEnd = end
  }
  return {
    ...views,
    state,
    apply(output) {
      const { kind, exchangeTime = -Infinity } = output
      if (exchangeTime >= dayEnd && dated.has(kind)) begin(exchangeTime)
      for (const part of all) part.apply(output)
    },
  }
}

interface Parts {
  readonly watch: ReturnType<typeof watchList>
  readonly feed: ReturnType<typeof feedState>
  readonly prices: ReturnType<typeof pricesPart>
  readonly sessions: Latest<SessionStatsJson>
  readonly indices: ReturnType<typeof indexSeries>
  readonly foreign: Latest<ForeignJson>
  readonly futures: ReturnType<typeof futuresBoard>
  readonly alerts: ReturnType<typeof alertLog>
}

function makeViews(parts: Parts): Omit<Board, 'apply' | 'state'> {
  const { watch, prices, sessions, indices, futures, alerts } = parts
  const foreignViews = remembered<Universe, ReturnType<Board['foreign']>>()
  const foreignOf = (universe: Universe) => {
    const flows = parts.foreign.of(watch.symbols())
    const members = universe === 'VN30' ? watch.components() : watch.symbols()
    return foreignViews.of(universe, [flows, members], () => {
      const stocks = members.map((symbol) => flows[symbol]).filter((flow) => flow !== undefined)
      return { summary: foreignSummary(stocks, universe), stocks }
    })
  }
  return {
    snapshot: (withMinutes = false) => ({
      quotes: sessions.of(watch.symbols()),
      prices: prices.of(watch.symbols()),
      indices: indices.all(withMinutes),
      foreign: foreignOf('all').summary,
      derivatives: futures.active((symbol) => prices.referenceOf(symbol)),
      feed: parts.feed.feed(),
    }),
    foreign: (universe = 'all') => foreignOf(universe),
    sessions: () => Object.values(sessions.of(watch.symbols())),
    indices: (withMinutes = true) => indices.all(withMinutes),
    basisTrend: (minutes) => futures.trend(minutes),
    alerts: (filter) => alerts.newest(filter),
    alert: (id) => alerts.find(id),
    components: () => watch.components(),
    feed: () => parts.feed.feed(),
    newest: () => parts.feed.newest(),
  }
}
