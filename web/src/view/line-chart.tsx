import { memo } from 'react'
import { changeTone } from '../model/change-tone.ts'
import { ictClock } from '../model/ict-clock.ts'
import type { Line } from '../model/line.ts'
import { type LinePath, linePath } from '../model/line-path.ts'

/** A line chart. */
export interface LineChartProps {
  /** What the line is, for the ear. */
  readonly label: string
  readonly line: Line
  /** Drawn as a dashed line; the area goes from it to the line, and its tone is that of the last value beside it. */
  readonly base?: number | undefined
  readonly write: (value: number) => string
  readonly testId: string
}

const minute = (time: number) => ictClock(time).time.slice(0, 5)

function Drawing({ path, tone }: { readonly path: LinePath; readonly tone: string }) {
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path className={`chart-area fill-${tone}`} d={path.area} />
      {path.baseY !== undefined && (
        <line className="chart-base" x1="0" x2="100" y1={path.baseY} y2={path.baseY} />
      )}
      <path className={`chart-stroke stroke-${tone}`} d={path.stroke} />
    </svg>
  )
}

/** The two ends of an axis. */
function Ends({ className, ends }: { readonly className: string; readonly ends: readonly string[] }) {
  return (
    <div className={className} aria-hidden="true">
      {ends.map((end, at) => (
        <span key={at}>{end}</span>
      ))}
    </div>
  )
}

function told(label: string, line: Line, write: (value: number) => string): string {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return `${label}: no data yet`
  return `${label} from ${minute(first.time)} to ${minute(last.time)}: ${write(first.value)} to ${write(last.value)}`
}

const toneOf = (line: Line, base: number | undefined) => {
  const last = line.at(-1)
  return changeTone(last && base !== undefined ? last.value - base : undefined)
}

/** A small line chart with its range and its first and last minute. Takes the same room with and without data. */
export const LineChart = memo(function LineChart({ label, line, base, write, testId }: LineChartProps) {
  const path = linePath(line, base)
  const tone = toneOf(line, base)
  const times = path ? [line[0], line.at(-1)].map((point) => (point ? minute(point.time) : '')) : []
  return (
    <figure
      className="chart"
      role="img"
      aria-label={told(label, line, write)}
      data-testid={testId}
      data-points={line.length}
    >
      <div className="chart-box">
        {path && <Drawing path={path} tone={tone} />}
        {path && <span className={`chart-dot back-${tone}`} style={{ top: `${path.lastY}%` }} />}
      </div>
      <Ends className="chart-range" ends={path ? [write(path.max), write(path.min)] : []} />
      <Ends className="chart-times" ends={times} />
    </figure>
  )
})
