import type { ForeignJson, ForeignSummaryJson } from '../../../client/index.ts'
import { changeTone } from '../model/change-tone.ts'
import type { Dashboard } from '../model/dashboard.ts'
import { format } from '../model/format.ts'
import { toneMark } from '../model/tone-mark.ts'
import { useStore } from './use-store.ts'

/** Lines of each list: what the server sends at most. */
const LISTED = 5

const ESTIMATED =
  'Volume × the price at the time it was told: no exchange tells at which prices foreigners traded. Volumes are exact.'

/** Whose flow is added up. */
const UNIVERSES: Readonly<Record<ForeignSummaryJson['universe'], string>> = {
  VN30: 'Today, of the members of the VN30',
  all: 'Today, of all securities on the price board',
}

interface TopProps {
  readonly title: string
  readonly flows: readonly ForeignJson[]
  readonly testId: string
}

function Top({ title, flows, testId }: TopProps) {
  return (
    <div className="top" data-testid={testId}>
      <h3>{title}</h3>
      <ol>
        {Array.from({ length: LISTED }, (_, at) => flows[at]).map((flow, at) => (
          <li key={at}>
            <span className="symbol">{flow?.symbol ?? '\u00a0'}</span>
            <span className={`num tone-${changeTone(flow?.net_value)}`}>
              {flow && format.signedBillions(flow.net_value)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

function Totals({ foreign }: { readonly foreign: ForeignSummaryJson | null }) {
  const tone = changeTone(foreign?.total_net_value)
  const total = (value: number | undefined) => format.billions(value)
  return (
    <dl className="totals">
      <div>
        <dt>Buy</dt>
        <dd data-testid="foreign-buy">{total(foreign?.total_buy_value)}</dd>
      </div>
      <div>
        <dt>Sell</dt>
        <dd data-testid="foreign-sell">{total(foreign?.total_sell_value)}</dd>
      </div>
      <div>
        <dt>Net</dt>
        <dd className={`tone-${tone}`} data-testid="foreign-net">
          <span className="mark">{toneMark[tone]}</span> {format.signedBillions(foreign?.total_net_value)}
        </dd>
      </div>
    </dl>
  )
}

/** Whose flow it is, in what, and that it is estimated. Short: in two lines it would move what is below. */
function Units({ foreign }: { readonly foreign: ForeignSummaryJson | null }) {
  const { universe = 'all', estimated = false } = foreign ?? {}
  return (
    <p className="units">
      <abbr data-testid="foreign-universe" title={UNIVERSES[universe]}>
        {universe === 'all' ? 'board' : universe}
      </abbr>
      , bn VND
      {estimated && (
        <>
          {', '}
          <abbr data-testid="foreign-estimated" title={ESTIMATED}>
            estimated
          </abbr>
        </>
      )}
    </p>
  )
}

/** What foreign investors bought and sold today. */
export function ForeignPanel({ dashboard }: { readonly dashboard: Dashboard }) {
  const foreign = useStore(dashboard.foreign)
  return (
    <section className="panel foreign" aria-labelledby="foreign-title" data-testid="foreign">
      <div className="panel-head">
        <h2 id="foreign-title">Foreign flow</h2>
        <Units foreign={foreign} />
      </div>
      <Totals foreign={foreign} />
      <div className="tops">
        <Top title="Net bought" flows={foreign?.top_buy ?? []} testId="foreign-top-buy" />
        <Top title="Net sold" flows={foreign?.top_sell ?? []} testId="foreign-top-sell" />
      </div>
    </section>
  )
}
