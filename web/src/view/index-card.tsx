import type { IndexJson } from '../../../client/index.ts'
import { changeTone } from '../model/change-tone.ts'
import type { Dashboard } from '../model/dashboard.ts'
import { format } from '../model/format.ts'
import type { Line } from '../model/line.ts'
import { Breadth } from './breadth.tsx'
import { Change } from './change.tsx'
import { Flash } from './flash.tsx'
import { LineChart } from './line-chart.tsx'
import { useStore } from './use-store.ts'

/** Which index. */
export interface IndexCardProps {
  readonly dashboard: Dashboard
  readonly id: string
}

const none: Line = []

/** The numbers of an index that is not known yet. */
const unknown: Partial<IndexJson> = {}

/** An index: value, change, breadth and the line of the day beside yesterday's close. */
export function IndexCard({ dashboard, id }: IndexCardProps) {
  const { index = unknown, line } = useStore(dashboard.indices)[id] ?? { line: none }
  return (
    <section className="panel card" aria-label={id} data-testid={`index-${id}`}>
      <div className="card-numbers">
        <h2>{id}</h2>
        <p className={`value tone-${changeTone(index.change)}`} data-testid={`index-${id}-value`}>
          <Flash value={index.value} directed>
            {format.points(index.value)}
          </Flash>
        </p>
        <Change change={index.change} percent={index.ratio_change} testId={`index-${id}-change`} />
        <Breadth index={index} />
      </div>
      <LineChart
        label={id}
        line={line}
        base={index.prior_value}
        write={format.points}
        testId={`index-${id}-line`}
      />
    </section>
  )
}
