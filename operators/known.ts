import type { MonoTypeOperatorFunction } from 'rxjs'
import type { DecodedEvent, Rejected } from '../src/domain/event.ts'
import { isFuture } from '../src/market/contracts.ts'
import { stateful } from './state/stateful.ts'

const begin = () => ({
  /** All securities of the last list. */
  listed: undefined as ReadonlySet<string> | undefined,
  /** Members of each index. */
  members: new Map<string, ReadonlySet<string>>(),
})

/**
 * Turns what is told of a security that the feed does not list into a `rejected` event.
 *
 * - Lets all through before the first `securities` event; a later list replaces the one before it.
 * - Futures and members of an index count as listed: lists of shares leave them out, or lag.
 * - Events without a symbol pass.
 */
export function known(): MonoTypeOperatorFunction<DecodedEvent> {
  return stateful(begin, (state, emit) => {
    const { members } = state
    const isMember = (symbol: string) => [...members.values()].some((symbols) => symbols.has(symbol))

    const isStranger = (event: DecodedEvent): event is Named => {
      if (!state.listed) return false
      const { symbol } = event as Partial<Named>
      if (symbol === undefined || state.listed.has(symbol)) return false
      return !isFuture(symbol) && !isMember(symbol)
    }

    const learn = (event: DecodedEvent): void => {
      switch (event.kind) {
        case 'securities':
          state.listed = new Set(event.securities.map(({ symbol }) => symbol))
          return
        case 'members':
          members.set(event.indexId, new Set(event.symbols))
          return
        default:
      }
    }

    return {
      next(event) {
        learn(event)
        emit(isStranger(event) ? unlisted(event) : event)
      },
    }
  })
}

/** What is told of one security. */
type Named = Extract<DecodedEvent, { symbol: string }>

const unlisted = (event: Named): Rejected => ({
  kind: 'rejected',
  seq: event.seq,
  exchangeTime: undefined,
  receivedTime: event.receivedTime,
  reason: `${event.symbol} is not among the securities that the feed lists`,
  raw: JSON.stringify(event),
})
