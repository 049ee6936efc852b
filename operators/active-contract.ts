import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Gap } from '../src/domain/event.ts'
import type { Quantity } from '../src/domain/money.ts'
import { ictDate, type Instant } from '../src/domain/time.ts'
import { contractMonthOf, newCodeOf } from '../src/market/contract-code.ts'
import { contractOf } from '../src/market/contracts.ts'
import { byKind } from './state/by-kind.ts'
import { futureOf, type IndexFuture, mayBeFuture } from './state/future-of.ts'
import { keyed } from './state/keyed.ts'

/** How the active contract is chosen. */
export interface ActiveContractOptions {
  /** The index whose futures are compared. */
  readonly index?: IndexFuture['underlying']
  /** Contracts to choose among, in either style of their codes; all of the index when absent or empty. */
  readonly only?: readonly string[]
  /** How many times the active contract's volume another one needs to take its place. */
  readonly lead?: number
  /** Contracts that have to be traded before volume says anything. */
  readonly settled?: Quantity
}

interface Candidate {
  readonly symbol: string
  readonly expiry: number
  /** Contracts traded today, gaps included. */
  volume: Quantity
}

const begin = () => ({
  /** Futures to choose among; `null` for what is none of them. */
  candidates: new Map<string, Candidate | null>(),
  active: undefined as Candidate | undefined,
  /** The active one is the first of the day, and not settled yet. */
  isFirst: true,
})

/**
 * The contract that the market trades most: emits its symbol when it changes.
 *
 * - Compares the day's volume as the feed counts it, so what was traded before the start counts too.
 * - While the first active contract has not traded `settled` contracts, one that ends earlier takes its place.
 * - At any time one takes it that trades more than `lead` times as much, and `settled` contracts at least: near the end of a month
 *   two are close together for days.
 * - The next day begins with the same contract, or anew when that has ended.
 */
export function activeContract(
  options: ActiveContractOptions = {},
): OperatorFunction<ClassifiedEvent, string> {
  const { index = 'VN30', only = [], lead = 1.1, settled = 1000 } = options
  return byKind(begin, (state, emit, clock) => {
    const { candidates } = state

    const begins = (): void => {
      for (const candidate of candidates.values()) if (candidate) candidate.volume = 0
      if (state.active && hasEnded(state.active.symbol, clock.now())) state.active = undefined
      state.isFirst = state.active === undefined
    }
    const takes = (other: Candidate): boolean => {
      const { active, isFirst } = state
      if (!active) return true
      if (isFirst && other.expiry < active.expiry) return true
      return other.volume >= settled && other.volume > active.volume * lead
    }

    const settle = (): void => {
      state.isFirst = state.isFirst && (state.active?.volume ?? 0) < settled
    }

    const tell = (event: ClassifiedTrade | Gap): void => {
      if (!mayBeFuture(event.symbol)) return
      const candidate = keyed(candidates, event.symbol, () => candidateOf(event.symbol, index, only))
      if (!candidate) return
      count(candidate, event)
      if (candidate !== state.active && takes(candidate)) {
        state.active = candidate
        emit(candidate.symbol)
      }
      settle()
    }
    return { begins, trade: tell, gap: tell }
  })
}

function candidateOf(
  symbol: string,
  index: IndexFuture['underlying'],
  only: readonly string[],
): Candidate | null {
  const future = futureOf(symbol)
  const isOurs =
    future?.underlying === index && (only.length === 0 || only.some((name) => isNamed(symbol, name)))
  return isOurs ? { symbol, expiry: future.expiry, volume: 0 } : null
}

/** One contract has a code of the exchange and one of vendors; a rolling label names itself alone. */
function isNamed(symbol: string, name: string): boolean {
  const month = contractMonthOf(name)
  const own = contractMonthOf(symbol)
  return symbol === name || (month !== undefined && own !== undefined && newCodeOf(month) === newCodeOf(own))
}

function count(candidate: Candidate, event: ClassifiedTrade | Gap): void {
  if (event.restart) candidate.volume = 0
  candidate.volume += event.kind === 'trade' ? event.volume : event.missingVolume
}

function hasEnded(symbol: string, now: Instant): boolean {
  const contract = contractOf(symbol)
  return contract !== undefined && contract.lastTradingDay < ictDate(now)
}
