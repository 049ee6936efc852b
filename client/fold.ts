import type { MarketSnapshotJson, IndexJson } from '../src/domain/wire.ts'
import { isObject } from './shapes.ts'

type Indices = Readonly<Record<string, IndexJson>>

const entries = (delta: unknown) => (isObject(delta) ? delta : {})

/** The indices with those that changed; an index keeps its minutes, which a change does not tell again. */
const indices = (state: Indices, delta: unknown): unknown => ({
  ...state,
  ...Object.fromEntries(
    Object.entries(entries(delta)).map(([id, index]) => [
      id,
      { ...(state[id]?.intraday && { intraday: state[id].intraday }), ...entries(index) },
    ]),
  ),
})

/** What a delta does to each state: what it holds replaces what was there. */
export const fold = {
  /** Rows of prices, sessions and indices one by one, all else whole. */
  market: (state: MarketSnapshotJson, delta: unknown): unknown => {
    const changed = entries(delta)
    return {
      ...state,
      ...changed,
      quotes: { ...state.quotes, ...entries(changed['quotes']) },
      prices: { ...state.prices, ...entries(changed['prices']) },
      indices: indices(state.indices, changed['indices']),
    }
  },
  indices,
  fields: (state: object, delta: unknown): unknown => ({ ...state, ...entries(delta) }),
} as const
