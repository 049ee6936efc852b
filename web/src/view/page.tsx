import type { ReactNode } from 'react'
import type { Dashboard } from '../model/dashboard.ts'
import { AlertFeed } from './alert-feed.tsx'
import { Board } from './board.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { ForeignPanel } from './foreign-panel.tsx'
import { Freshness } from './freshness.tsx'
import { BasisCard, FutureCard } from './future-card.tsx'
import { IndexCard } from './index-card.tsx'
import { TopBar } from './top-bar.tsx'

const guarded = (part: string, view: ReactNode) => <ErrorBoundary part={part}>{view}</ErrorBoundary>

/** The page. */
export function Page({ dashboard }: { readonly dashboard: Dashboard }) {
  return (
    <>
      {guarded('The header', <TopBar dashboard={dashboard} />)}
      {guarded(
        'The page',
        <Freshness dashboard={dashboard}>
          <main>
            <div className="strip">
              {guarded('VNINDEX', <IndexCard dashboard={dashboard} id="VNINDEX" />)}
              {guarded('VN30', <IndexCard dashboard={dashboard} id="VN30" />)}
              {guarded('The basis', <BasisCard dashboard={dashboard} />)}
              {guarded('The future', <FutureCard dashboard={dashboard} />)}
            </div>
            {guarded('The price board', <Board dashboard={dashboard} />)}
            <aside>
              {guarded('Foreign flow', <ForeignPanel dashboard={dashboard} />)}
              {guarded('The alerts', <AlertFeed dashboard={dashboard} />)}
            </aside>
          </main>
        </Freshness>,
      )}
    </>
  )
}
