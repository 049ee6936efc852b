import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import type { Price } from '../src/domain/money.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { stateful } from './state/stateful.ts'

/** How far a member moves its index today. */
export interface IndexContribution extends Stamp {
  readonly kind: 'indexContribution'
  readonly indexId: string
  /** The member. */
  readonly symbol: string
  /** Hundredths of a point, not rounded; `undefined` while a part of the formula is not known. */
  readonly points: number | undefined
  /** Part of the index at reference prices, 0 to 1; `undefined` likewise. */
  readonly weight: number | undefined
}

/** What a member weighs with: shares × free float × cap. No feed tells it; see `IndexMember` in `vnflow/market`. */
export interface MemberShares {
  readonly symbol: string
  readonly shares: number
  /** 0 to 1; 1 in VNINDEX. */
  readonly freeFloat?: number
  readonly cap?: number
}

/** The index, and what its members weigh. */
export interface IndexContributionOptions {
  readonly index: string
  readonly members: readonly MemberShares[]
}

const begin = () => ({
  time: feedTime(),
  references: new Map<string, Price>(),
  prices: new Map<string, Price>(),
  /** The index's close of the day before. */
  prior: undefined as Price | undefined,
  /** The members that the feed names, where it does. */
  named: undefined as readonly string[] | undefined,
  /** Capitalisation of all members at reference prices; `undefined` while it is not known. */
  base: undefined as number | undefined,
})

/**
 * Contribution of each member to the day's change of its index: prior × w × (price ÷ reference − 1), where w is the member's share of
 * Σ reference × shares × free float × cap. The contributions of all members add up to the change that the index formula gives.
 *
 * - Emits when a member's last price changes. Put-through prices and late trades are no last prices.
 * - `points` and `weight` are `undefined` until the references of all members and the index's prior close of the day are known, and while
 *   the feed names other members than those that were given: nothing is made up.
 * - A trading day begins with new references. The list of members stays.
 */
export function indexContribution({
  index,
  members,
}: IndexContributionOptions): OperatorFunction<ClassifiedEvent, IndexContribution> {
  const sizes = new Map(members.map((member) => [member.symbol, sizeOf(member)]))
  return stateful(begin, (state, emit) => {
    const { references, prices } = state
    const clock = feedClock(state.time)

    const trades = (event: ClassifiedTrade): void => {
      const { symbol, price } = event
      const size = sizes.get(symbol)
      if (size === undefined || !isLast(event) || prices.get(symbol) === price) return
      prices.set(symbol, price)
      state.base ??= baseOf(sizes, references, state.named)
      const { points, weight } = partOf({ ...state, size, price, reference: references.get(symbol) })
      emit({ ...told(event, index), points, weight })
    }
    const isOurs = (event: ClassifiedEvent): boolean =>
      ('indexId' in event && event.indexId === index) || ('symbol' in event && sizes.has(event.symbol))

    return {
      next(event) {
        if (clock.begins(event)) {
          references.clear()
          prices.clear()
          state.prior = state.base = undefined
        }
        if (event.kind === 'trade') trades(event)
        else if (isOurs(event)) learn(state, event)
      },
    }
  })
}

const isLast = ({ phase, late }: ClassifiedTrade): boolean => phase !== 'putThrough' && !late

/** Takes in what is told of the index, or of a member. */
function learn(state: ReturnType<typeof begin>, event: ClassifiedEvent): void {
  if (event.kind === 'index') state.prior = event.prior ?? state.prior
  else if (event.kind === 'members') {
    state.named = event.symbols
    state.base = undefined
  } else if (event.kind === 'band' && event.reference !== undefined) {
    state.references.set(event.symbol, event.reference)
    state.base = undefined
  }
}

interface Member {
  readonly size: number
  readonly price: Price
  readonly reference: Price | undefined
  readonly base: number | undefined
  readonly prior: Price | undefined
}

type Part = Pick<IndexContribution, 'points' | 'weight'>

function partOf({ size, price, reference, base, prior }: Member): Part {
  if (base === undefined || reference === undefined) return { points: undefined, weight: undefined }
  const weight = (reference * size) / base
  return { points: prior === undefined ? undefined : prior * weight * (price / reference - 1), weight }
}

const sizeOf = ({ shares, freeFloat = 1, cap = 1 }: MemberShares): number => shares * freeFloat * cap

function baseOf(
  sizes: ReadonlyMap<string, number>,
  references: ReadonlyMap<string, Price>,
  named: readonly string[] | undefined,
): number | undefined {
  if (named && (named.length !== sizes.size || !named.every((symbol) => sizes.has(symbol)))) return undefined
  let base = 0
  for (const [symbol, size] of sizes) {
    const reference = references.get(symbol)
    if (reference === undefined) return undefined
    base += reference * size
  }
  return base
}

const told = (cause: ClassifiedTrade, indexId: string): Omit<IndexContribution, 'points' | 'weight'> => ({
  kind: 'indexContribution',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  indexId,
  symbol: cause.symbol,
})
