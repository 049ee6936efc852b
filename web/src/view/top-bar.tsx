import type { Dashboard } from '../model/dashboard.ts'
import { feedStatus, type Health, lastMessageTime } from '../model/health.ts'
import { ictClock } from '../model/ict-clock.ts'
import { isReplay } from '../model/is-replay.ts'
import { sessionOf } from '../model/session-of.ts'
import { useStore } from './use-store.ts'

interface HealthProps {
  readonly health: Health
}

/** What stands in their places until the first data came. */
const stopped = { longDate: '–', time: '--:--:--' }
const unknown = { label: '–', busy: false }

function ExchangeClock({ health: { clock, feed } }: HealthProps) {
  const session = sessionOf(feed) ?? unknown
  const { longDate, time } = clock === undefined ? stopped : ictClock(clock)
  return (
    <div className="clock">
      <span className="session" data-testid="session" data-busy={session.busy}>
        HOSE {session.label}
      </span>
      <span className="date">{longDate}</span>
      <time className="time" data-testid="clock" title="Exchange time, from the data">
        {time}
      </time>
    </div>
  )
}

function Feed({ health }: HealthProps) {
  const { level, mark, text } = feedStatus(health)
  return (
    <div className={`feed level-${level}`} role="status" data-testid="feed-status" data-level={level}>
      <span className="feed-text">
        <span aria-hidden="true">{mark}</span> {text}
      </span>
      <span className="feed-detail" data-testid="last-message">
        last message {lastMessageTime(health.feed) ?? '–'}
      </span>
    </div>
  )
}

/** Product, whether the exchange is a simulated one, the exchange's clock, and how the feed stands. */
export function TopBar({ dashboard }: { readonly dashboard: Dashboard }) {
  const health = useStore(dashboard.health)
  return (
    <header className="top-bar" data-simulated={health.feed?.simulated ?? false}>
      <h1>
        vnflow <span>Vietnam market</span>
      </h1>
      {health.feed?.simulated && (
        <strong className="simulated" data-testid="simulated-badge">
          simulated exchange
        </strong>
      )}
      {health.feed && isReplay(health.feed) && (
        <strong className="simulated" data-testid="replay-badge">
          {health.feed.source}
        </strong>
      )}
      <ExchangeClock health={health} />
      <Feed health={health} />
    </header>
  )
}
