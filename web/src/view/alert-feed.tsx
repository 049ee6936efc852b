import { memo, useState } from 'react'
import type { AlertJson } from '../../../client/index.ts'
import { alertTypeName, alertTypes } from '../model/alert-types.ts'
import type { Dashboard } from '../model/dashboard.ts'
import { ictClock } from '../model/ict-clock.ts'
import { useStore } from './use-store.ts'

const marks: Readonly<Record<AlertJson['severity'], string>> = { info: 'i', warning: '!', critical: '‼' }

const AlertItem = memo(function AlertItem({ alert }: { readonly alert: AlertJson }) {
  const { severity, symbol, message, timestamp, alert_type } = alert
  return (
    <li className={`alert severity-${severity}`} data-testid="alert" data-severity={severity}>
      <span className="alert-mark" title={severity}>
        <span aria-hidden="true">{marks[severity]}</span>
        <span className="unseen">{severity}</span>
      </span>
      <span className="alert-symbol">{symbol}</span>
      <span className="alert-type">{alertTypeName(alert_type)}</span>
      <time dateTime={timestamp}>{ictClock(Date.parse(timestamp)).time}</time>
      <span className="alert-message">{message}</span>
    </li>
  )
})

interface FilterProps {
  readonly chosen: string | undefined
  readonly onChoose: (type: string | undefined) => void
}

function Filter({ chosen, onChoose }: FilterProps) {
  return (
    <div className="chips" role="group" aria-label="Alerts shown">
      {[undefined, ...alertTypes].map((type) => (
        <button
          key={type ?? 'all'}
          type="button"
          aria-pressed={chosen === type}
          data-testid={`alert-filter-${type ?? 'all'}`}
          onClick={() => onChoose(type)}
        >
          {type === undefined ? 'All' : alertTypeName(type)}
        </button>
      ))}
    </div>
  )
}

/** The alerts, newest first. What is read aloud is the newest one only, not the list. */
export function AlertFeed({ dashboard }: { readonly dashboard: Dashboard }) {
  const alerts = useStore(dashboard.alerts)
  const [chosen, setChosen] = useState<string>()
  const shown = alerts.filter(({ alert_type }) => chosen === undefined || alert_type === chosen)
  const newest = alerts[0]
  return (
    <section className="panel alerts" aria-labelledby="alerts-title">
      <div className="panel-head">
        <h2 id="alerts-title">Alerts</h2>
        <p className="units" data-testid="alert-count">
          {shown.length}
        </p>
      </div>
      <Filter chosen={chosen} onChoose={setChosen} />
      <p className="unseen" aria-live="polite" data-testid="alert-announcer">
        {newest && `${newest.severity}: ${newest.symbol}, ${newest.message}`}
      </p>
      <ol className="alert-list" data-testid="alerts" tabIndex={0} aria-labelledby="alerts-title">
        {shown.map((alert) => (
          <AlertItem key={`${alert.id} ${alert.timestamp}`} alert={alert} />
        ))}
        {shown.length === 0 && <li className="empty">No alerts yet.</li>}
      </ol>
    </section>
  )
}
