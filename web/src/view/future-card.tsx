import type { DerivativesJson } from '../../../client/index.ts'
import { changeTone } from '../model/change-tone.ts'
import type { Dashboard } from '../model/dashboard.ts'
import { format } from '../model/format.ts'
import { toneMark } from '../model/tone-mark.ts'
import { Change } from './change.tsx'
import { Flash } from './flash.tsx'
import { LineChart } from './line-chart.tsx'
import { useStore } from './use-store.ts'

const stateNames = { premium: 'premium', par: 'at par', discount: 'discount' } as const

function BookLine({ future }: { readonly future: DerivativesJson | null }) {
  return (
    <dl className="pairs">
      <div>
        <dt>Bid / ask</dt>
        <dd>
          {format.futurePoints(future?.bid_price)} / {format.futurePoints(future?.ask_price)}
        </dd>
      </div>
      <div>
        <dt>Contracts</dt>
        <dd>{format.count(future?.volume)}</dd>
      </div>
    </dl>
  )
}

/** The active future. */
export function FutureCard({ dashboard }: { readonly dashboard: Dashboard }) {
  const future = useStore(dashboard.future)
  return (
    <section className="panel card future" aria-label="Active future" data-testid="future">
      <div className="card-numbers">
        <h2>
          VN30 future <span className="contract">{future?.symbol}</span>
        </h2>
        <p className={`value tone-${changeTone(future?.change)}`} data-testid="future-price">
          <Flash value={future?.last_price} directed>
            {format.futurePoints(future?.last_price)}
          </Flash>
        </p>
        <Change change={future?.change} percent={future?.change_pct} testId="future-change" />
        <BookLine future={future} />
      </div>
    </section>
  )
}

/** What the active future costs over or under its index, now and over the last half hour. */
export function BasisCard({ dashboard }: { readonly dashboard: Dashboard }) {
  const future = useStore(dashboard.future)
  const { line } = useStore(dashboard.basis)
  const tone = changeTone(future?.basis)
  return (
    <section className="panel card" aria-label="Basis" data-testid="basis">
      <div className="card-numbers">
        <h2>Basis</h2>
        <p className={`value tone-${tone}`} data-testid="basis-value">
          <Flash value={future?.basis} directed>
            {format.signed(future?.basis)}
          </Flash>
        </p>
        <span className={`change tone-${tone}`} data-testid="basis-state">
          <span className="mark">{toneMark[tone]}</span> {future?.state ? stateNames[future.state] : '–'} (
          {format.percent(future?.basis_pct)}%)
        </span>
        <p className="note">future − VN30, points</p>
      </div>
      <LineChart label="Basis" line={line} base={0} write={format.signed} testId="basis-line" />
    </section>
  )
}
