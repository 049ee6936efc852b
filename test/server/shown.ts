/** What the servers of tests show, and how they are opened; knows nothing of the tests themselves, so that a process of its own may serve it. */
import { Registry } from 'prom-client'
import type {
  AlertJson,
  BasisPointJson,
  BreakdownJson,
  FeedJson,
  ForeignJson,
  ForeignSummaryJson,
  IndexJson,
  SessionStatsJson,
} from '../../src/domain/index.ts'
import { makeAudiences } from '../../src/server/audiences.ts'
import { makeMetrics } from '../../src/server/metrics.ts'
import { makeServer, type ServerParts, type ServerSettings } from '../../src/server/server.ts'
import type { Views } from '../../src/server/views.ts'

const at = '2026-11-20T09:15:00+07:00'

const breakdown: BreakdownJson = {
  mua_chu_dong_volume: 300,
  ban_chu_dong_volume: 200,
  neutral_volume: 0,
  total_volume: 500,
  mua_chu_dong_value: 40_500_000,
  ban_chu_dong_value: 27_000_000,
  neutral_value: 0,
  total_value: 67_500_000,
}
export const session: SessionStatsJson = {
  ...breakdown,
  symbol: 'FPT',
  last_updated: at,
  ato: breakdown,
  continuous: breakdown,
  atc: breakdown,
  putThrough: breakdown,
  other: breakdown,
  gap: breakdown,
}
export const feed: FeedJson = { connected: true, since: at, source: 'exchange', simulated: true }
export const indices: Readonly<Record<string, IndexJson>> = {
  VN30: {
    index_id: 'VN30',
    value: 1285.4,
    total_volume: 1_000,
    advances: 20,
    declines: 10,
    no_changes: 0,
    advance_ratio: 0.667,
    last_updated: at,
  },
}
export const summary: ForeignSummaryJson = {
  universe: 'all',
  estimated: true,
  total_buy_value: 1,
  total_sell_value: 2,
  total_net_value: -1,
  total_buy_volume: 1,
  total_sell_volume: 2,
  total_net_volume: -1,
  top_buy: [],
  top_sell: [],
}
export const stocks: readonly ForeignJson[] = []
export const snapshot = {
  quotes: { FPT: session },
  prices: { FPT: { last_price: 135_000, bids: [], asks: [] } },
  indices,
  foreign: summary,
  derivatives: null,
  feed,
}
const alert = (id: string, more: Partial<AlertJson> = {}): AlertJson => ({
  id,
  alert_type: 'price_breakout',
  severity: 'critical',
  symbol: 'FPT',
  message: 'FPT is at its ceiling.',
  timestamp: at,
  data: { price: 135_000, direction: 'up' },
  ...more,
})
/** Minutes ago, oldest first. */
const basisPoint = (minutes: number): BasisPointJson => ({
  timestamp: `-${minutes}`,
  futures_symbol: '41I1G3000',
  futures_price: 1290,
  spot_value: 1285.4,
  basis: 4.6,
  basis_pct: 0.3579,
  is_premium: true,
  state: 'premium',
})
const alerts = [alert('c'), alert('b', { alert_type: 'volume_spike', severity: 'warning' }), alert('a')]

export const views: Views = {
  snapshot: () => snapshot,
  foreign: (universe = 'all') => ({ summary: { ...summary, universe }, stocks }),
  sessions: () => [session],
  basisTrend: (minutes) => [120, 30, 1].filter((age) => age <= minutes).map(basisPoint),
  alerts: ({ limit, type, severity }) =>
    alerts
      .filter((a) => (type ?? a.alert_type) === a.alert_type && (severity ?? a.severity) === a.severity)
      .slice(0, limit),
  indices: () => indices,
  components: () => ['FPT', 'HPG'],
  feed: () => feed,
}

const settings: ServerSettings = {
  corsOrigins: ['http://localhost:5173'],
  tokens: { read: [], trade: [], admin: [] },
  trustedProxies: [],
  wsMaxConnectionsPerIp: 5,
  wsHeartbeatInterval: 30_000,
  wsSlowTimeout: 30_000,
  wsDeflate: false,
  wsHeartbeatTimeout: 10_000,
}

/** What is not as in other servers of tests. */
export type Changes = Partial<Omit<ServerParts, 'settings'>> & {
  readonly settings?: Partial<ServerSettings>
  readonly wsQueueSize?: number
  /** Any free one, unless said. */
  readonly port?: number
}

/** A server over real HTTP on loopback. */
export async function opened({ wsQueueSize = 50, port: wanted = 0, ...changes }: Changes = {}) {
  const metrics = makeMetrics(new Registry())
  const errors: unknown[] = []
  const audiences = makeAudiences({ metrics, wsQueueSize })
  const server = makeServer({
    views,
    audiences,
    metrics,
    health: () => [],
    series: { page: undefined, today: () => '2026-11-20' },
    webRoot: undefined,
    onError: (error) => errors.push(error),
    ...changes,
    settings: { ...settings, ...changes.settings },
  })
  const { port } = await server.listen(wanted, '127.0.0.1')
  return { ...server, port, url: `http://127.0.0.1:${port}`, audiences, metrics, errors }
}
