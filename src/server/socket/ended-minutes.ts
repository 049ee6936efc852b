import type { Cells } from './cells.ts'

/** Points of minutes of indices that have ended and are not told yet. */
export interface EndedMinutes {
  /** Takes the point of a minute, as JSON. */
  readonly add: (index: string, point: string) => void
  readonly clear: () => void
  /** Lays them into the rows of changed indices, as `ended_minutes`, once; those of others wait. */
  readonly laidInto: (changed: Cells) => Cells
}

/**
 * Makes them. Pushes tell the newest value of an index alone: of a minute that ended between two of them the last value would be told by none.
 *
 * @param part - the part of the state that holds the indices; the state itself unless given
 */
export function endedMinutes(part?: string): EndedMinutes {
  const waiting = new Map<string, string[]>()
  const laid = (rows: Cells): Cells => {
    const all = new Map(rows)
    for (const [index, points] of waiting) {
      const row = rows.get(index)
      if (typeof row !== 'string') continue
      all.set(index, `${row.slice(0, -1)},"ended_minutes":[${points.join(',')}]}`)
      waiting.delete(index)
    }
    return all
  }
  return {
    add(index, point) {
      const points = waiting.get(index)
      if (points) points.push(point)
      else waiting.set(index, [point])
    },
    clear: () => waiting.clear(),
    laidInto(changed) {
      if (waiting.size === 0) return changed
      if (part === undefined) return laid(changed)
      const rows = changed.get(part)
      if (rows === undefined || typeof rows === 'string') return changed
      return new Map([...changed, [part, laid(rows) as ReadonlyMap<string, string>]])
    },
  }
}
