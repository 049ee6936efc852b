import { alerts } from './tables/alerts.ts'
import { bars } from './tables/bars.ts'
import { basis } from './tables/basis.ts'
import { foreignFlow } from './tables/foreign-flow.ts'
import { gaps } from './tables/gaps.ts'
import { indexValues } from './tables/index-values.ts'
import { quotes } from './tables/quotes.ts'
import { rejected } from './tables/rejected.ts'
import { trades } from './tables/trades.ts'

/** The tables of the store, each under the kind of the output that it keeps. */
export const tables = {
  trade: trades,
  quote: quotes,
  foreignFlow,
  index: indexValues,
  basis,
  bar: bars,
  alert: alerts,
  gap: gaps,
  rejected,
} as const
