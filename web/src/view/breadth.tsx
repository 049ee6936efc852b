import type { IndexJson } from '../../../client/index.ts'
import { format } from '../model/format.ts'

/** The members of an index that rose, stood and fell. */
export interface BreadthProps {
  readonly index: Partial<IndexJson>
}

/** Advances, unchanged and declines as numbers and a bar. */
export function Breadth({ index }: BreadthProps) {
  const parts = [
    ['up', '▲', index.advances, 'advances'],
    ['reference', '■', index.no_changes, 'unchanged'],
    ['down', '▼', index.declines, 'declines'],
  ] as const
  return (
    <div className="breadth">
      <div className="breadth-numbers">
        {parts.map(([tone, mark, count, name]) => (
          <span key={tone} className={`tone-${tone}`} title={name}>
            <span className="mark">{mark}</span> {format.count(count)}
            <span className="unseen"> {name}</span>
          </span>
        ))}
      </div>
      <div className="breadth-bar" aria-hidden="true">
        {parts.map(([tone, , count = 0]) => (
          <span key={tone} className={`back-${tone}`} style={{ flexGrow: count }} />
        ))}
      </div>
    </div>
  )
}
