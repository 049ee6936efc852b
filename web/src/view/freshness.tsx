import type { ReactNode } from 'react'
import type { Dashboard } from '../model/dashboard.ts'
import { notice } from '../model/health.ts'
import { useStore } from './use-store.ts'

/** What is shown, and of what. */
export interface FreshnessProps {
  readonly dashboard: Dashboard
  readonly children: ReactNode
}

/** Dims what it holds while that may be out of date, and says so in a banner that moves nothing. */
export function Freshness({ dashboard, children }: FreshnessProps) {
  const told = notice(useStore(dashboard.health))
  return (
    <>
      <div className="fresh" data-stale={told !== undefined}>
        {children}
      </div>
      <div className="notice" role="alert" data-testid="notice">
        {told !== undefined && (
          <p>
            <span aria-hidden="true">⚠</span> {told}
          </p>
        )}
      </div>
    </>
  )
}
