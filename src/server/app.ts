import express, { type Express, type RequestHandler } from 'express'
import { asyncScheduler } from 'rxjs'
import { asyncapiRoute } from './asyncapi/route.ts'
import { channels } from './audience.ts'
import type { Metrics } from './metrics.ts'
import { chain, type ChainSettings } from './middleware/chain.ts'
import { compressed } from './middleware/compressed.ts'
import { docsRoutes } from './openapi/docs-routes.ts'
import { page } from './page.ts'
import { failed, notFound } from './problem.ts'
import { requestDuration } from './request-duration.ts'
import { alertWhyRoute, type WhyAlert } from './routes/alert-why.ts'
import { type Graph, graphRoute } from './routes/graph.ts'
import { type HealthParts, healthRoutes } from './routes/health.ts'
import { type HistoryParts, historyRoutes } from './routes/history.ts'
import { seriesRoutes, type SeriesParts } from './routes/history/series-routes.ts'
import { ohlcvRoute } from './routes/market-data/ohlcv.ts'
import { symbolsRoute } from './routes/market-data/symbols.ts'
import { marketRoutes } from './routes/market.ts'
import { metricsRoute } from './routes/metrics.ts'
import { type ReplayControl, replayRoute } from './routes/replay.ts'
import { vn30ComponentsRoute } from './routes/vn30-components.ts'
import { socketPaths } from './routes/socket-paths.ts'
import { type TicketParts, ticketRoute } from './routes/ws-ticket.ts'
import { securityHeaders } from './security-headers.ts'
import { wrongMethod } from './wrong-method.ts'

/** What the answers are made of. */
export interface AppParts extends HealthParts, Pick<TicketParts, 'tickets'> {
  readonly metrics: Metrics
  readonly settings: ChainSettings
  /** Milliseconds; of the machine's clock unless given. */
  readonly now?: () => number
  /** What is stored; without it there are no routes of stored data. */
  readonly history?: HistoryParts
  /** Rows of history; without it there are no routes of them. */
  readonly series?: SeriesParts
  /** Folder of the built page; undefined where it is not built. */
  readonly webRoot: string | undefined
  /** Which place it is in, where the source is a replay. */
  readonly timeline?: () => number | undefined
  /** The replay that is the source; absent where the source is none. */
  readonly replay?: ReplayControl | undefined
  /** What runs, and how fast; without it there is no route of it. */
  readonly graph?: (() => Promise<Graph>) | undefined
  /** Why alerts were told; without it there is no route of it. */
  readonly why?: WhyAlert | undefined
  /** Told of what should not happen. */
  readonly onError: (error: unknown) => void
}

/** What is told of now is asked for anew each time. */
const uncached: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-cache')
  next()
}

/** request → measured → headers → compressed → correlation → cross-origin → rate → role → once → route or page → problem. */
export function makeApp({
  views,
  health,
  version,
  metrics,
  settings,
  history,
  series,
  webRoot,
  replay,
  timeline,
  graph,
  why,
  tickets,
  now = () => asyncScheduler.now(),
  onError,
}: AppParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(requestDuration(metrics), securityHeaders)
  app.use(['/api', '/health', '/metrics'], uncached)
  app.use(compressed, ...chain(settings, now))
  app.use(
    marketRoutes(views, timeline),
    vn30ComponentsRoute(views),
    healthRoutes({ views, health, ...(version !== undefined && { version }) }),
    replayRoute(replay),
    ticketRoute({ tickets, tokens: settings.tokens }),
    metricsRoute(metrics.registry),
    socketPaths(channels),
    asyncapiRoute(version),
    docsRoutes(version),
    why ? alertWhyRoute(why, onError) : [],
    graph ? graphRoute(graph) : [],
    history ? historyRoutes(history, onError) : [],
    series ? [seriesRoutes(series, onError), symbolsRoute(series, onError), ohlcvRoute(series, onError)] : [],
  )
  app.use(page(webRoot), wrongMethod, notFound, failed(onError))
  return app
}
