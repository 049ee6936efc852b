import type { IndexJson } from '../../../client/index.ts'
import { extendLine, type Line, type LinePoint, seedLine } from './line.ts'

/** An index and its line of today. */
interface IndexView {
  readonly index: IndexJson
  /** One point a minute. */
  readonly line: Line
}

/** Indices by id. */
export type IndexViews = Readonly<Record<string, IndexView>>

const MINUTE = 60_000
const ICT_OFFSET = 7 * 3_600_000
const DAY = 86_400_000

const startOfDay = (instant: number) => Math.floor((instant + ICT_OFFSET) / DAY) * DAY - ICT_OFFSET

function pointOf(timestamp: string, value: number): LinePoint {
  const time = Date.parse(timestamp)
  return { time: time - (time % MINUTE), value }
}

const minutesOf = ({ intraday = [] }: IndexJson): Line =>
  intraday.map(({ timestamp, value }) => pointOf(timestamp, value))

/**
 * Takes the indices of a snapshot in: each line grows by the newest value. One that the snapshot does not have is none: a new day has begun, of
 * which nothing is known yet, or the server tells of another market.
 */
export function extendIndices(views: IndexViews, indices: Readonly<Record<string, IndexJson>>): IndexViews {
  const grown = Object.entries(indices).map(([id, index]) => {
    const point = pointOf(index.last_updated, index.value)
    const line = seedLine(views[id]?.line ?? [], minutesOf(index))
    return [id, { index, line: extendLine(line, point, startOfDay(point.time)) }] as const
  })
  return Object.fromEntries(grown)
}

/** Takes the minutes in that the server remembers; the newest values stay as they are. */
export function seedIndices(views: IndexViews, indices: Readonly<Record<string, IndexJson>>): IndexViews {
  const seeded = Object.entries(indices).map(([id, index]) => {
    const view = views[id]
    return [id, { index: view?.index ?? index, line: seedLine(view?.line ?? [], minutesOf(index)) }] as const
  })
  return { ...views, ...Object.fromEntries(seeded) }
}
