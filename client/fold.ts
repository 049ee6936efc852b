import type { MarketSnapshotJson, IndexJson } from '../src/domain/wire.ts'
import { isObject } from './shapes.ts'

type Indices = Readonly<Record<string, IndexJson>>

type Points = NonNullable<IndexJson['intraday']>

const entries = (delta: unknown): Readonly<Record<string, unknown>> => (isObject(delta) ? delta : {})

/** The start of an instant's minute, in the same words. */
const minuteOf = (instant: string) => instant.replace(/^(.{16}):[\d.]+/, '$1:00')

/** A row by itself: its points stand in `intraday`. */
const withoutEnded = (row: Readonly<Record<string, unknown>>) =>
  'ended_minutes' in row
    ? Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'ended_minutes'))
    : row

const isPoint = (value: unknown): value is Points[number] =>
  isObject(value) && typeof value['timestamp'] === 'string' && typeof value['value'] === 'number'

/** The points with one more; one that is not later than the last has its place. */
function withPoint(points: Points, { timestamp, value }: Points[number]): Points {
  const last = points.at(-1)
  // All are of one zone, so their order is that of their letters.
  return last && last.timestamp >= timestamp
    ? [...points.slice(0, -1), { ...last, value }]
    : [...points, { timestamp, value }]
}

/** The points of the minutes with those that a row tells: the last value of a minute is its point. */
function grown(points: Points, row: Readonly<Record<string, unknown>>): Points {
  const { ended_minutes: ended, last_updated: updated, value } = row
  if (typeof updated !== 'string' || typeof value !== 'number') return points
  const newest = { timestamp: minuteOf(updated), value }
  return [...(Array.isArray(ended) ? ended.filter(isPoint) : []), newest].reduce(withPoint, points)
}

/** The indices with those that changed; a change does not tell the minutes of an index again, but the newest value is the point of its own. */
const indices = (state: Indices, delta: unknown): unknown => ({
  ...state,
  ...Object.fromEntries(
    Object.entries(entries(delta)).map(([id, index]) => {
      const row = entries(index)
      const points = state[id]?.intraday
      return [id, { ...(points && { intraday: grown(points, row) }), ...withoutEnded(row) }]
    }),
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
