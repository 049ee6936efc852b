import { z } from 'zod'
import { replayOrder } from '../replay-order.ts'
import { whyQuery } from '../routes/alert-why.ts'
import { series } from '../routes/history/series.ts'
import { completenessQuery, storeQuestion } from '../routes/history.ts'
import { ohlcvAnswer, ohlcvQuery } from '../routes/market-data/ohlcv.ts'
import { symbolsAnswer, symbolsQuery } from '../routes/market-data/symbols.ts'
import { marketQueries } from '../routes/market.ts'
import { operating } from './operating-schemas.ts'
import type { Operation } from './operation.ts'
import { schemas } from './schemas.ts'

const market: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/market/snapshot',
    tag: 'market',
    summary: 'Everything on the price board, now',
    answer: schemas.snapshot,
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/market/foreign-detail',
    tag: 'market',
    summary: 'Foreign flow today, of the VN30 or of all watched securities',
    query: marketQueries['foreign-detail'],
    answer: schemas.foreignDetail,
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/market/volume-stats',
    tag: 'market',
    summary: 'Who was active today, of each watched security and part of the day',
    answer: schemas.volumeStats,
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/market/basis-trend',
    tag: 'market',
    summary: 'The active future’s basis of the last minutes, oldest first',
    query: marketQueries['basis-trend'],
    answer: schemas.basisTrend,
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/market/alerts',
    tag: 'market',
    summary: 'Alerts of today, newest first',
    query: marketQueries.alerts,
    answer: schemas.alerts,
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/alerts/{id}/why',
    tag: 'market',
    summary: 'The frames that made an alert, what was in its window, and its rule with the numbers',
    query: whyQuery,
    answer: schemas.alertWhy,
    problems: [404, 422, 503],
  },
  {
    method: 'get',
    path: '/api/vn30-components',
    tag: 'market',
    summary: 'The members of the VN30',
    answer: schemas.components,
    problems: [422],
  },
]

const history: readonly Operation[] = [
  ...series.map(({ path, summary, query, row }): Operation => ({
    method: 'get',
    path,
    tag: 'history',
    summary,
    query,
    answer: z.array(row),
    arrow: true,
    paged: true,
    problems: [406, 422, 503],
  })),
  {
    method: 'get',
    path: '/api/history/completeness',
    tag: 'history',
    summary: 'What is stored of a trading date, against the venue’s own count',
    query: completenessQuery,
    answer: operating.completeness,
    arrow: true,
    problems: [406, 422, 503],
  },
  {
    method: 'get',
    path: '/api/v1/market-data/symbols',
    tag: 'history',
    summary: 'Securities that traded on the last days, and where',
    query: symbolsQuery,
    answer: symbolsAnswer,
    problems: [422, 503],
  },
  {
    method: 'get',
    path: '/api/v1/market-data/ohlcv/{exchange}/{symbol}',
    tag: 'history',
    summary: 'Candles of a security, newest first; 404 where none of that name traded there on these dates',
    query: ohlcvQuery,
    answer: ohlcvAnswer,
    problems: [404, 422, 503],
  },
  {
    method: 'post',
    path: '/api/query',
    tag: 'history',
    summary: 'A query of the store, for programs of this machine that know its key; the answer is Parquet',
    body: storeQuestion,
    answer: z.string(),
    type: 'application/vnd.apache.parquet',
    problems: [403, 422],
  },
]

const health = ['/health', '/api/health', '/api/v1/health'].flatMap((root): readonly Operation[] => [
  ...[root, `${root}/detailed`].map((path): Operation => ({
    method: 'get',
    path,
    tag: 'health',
    summary: 'How everything stands; 503 while a dependency is down that is required',
    answer: operating.health,
    also: { 503: operating.health },
  })),
  {
    method: 'get',
    path: `${root}/live`,
    tag: 'health',
    summary: 'Whether the process answers',
    answer: operating.live,
  },
  {
    method: 'get',
    path: `${root}/ready`,
    tag: 'health',
    summary: 'Whether it can do its work, and if not, for want of what',
    answer: operating.ready,
    also: { 503: operating.ready },
  },
])

const operation: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/graph',
    tag: 'operation',
    summary: 'What runs, and how fast: sources, operators, pipelines, sinks',
    answer: operating.graph,
  },
  {
    method: 'get',
    path: '/api/replay',
    tag: 'operation',
    summary: 'How the replay stands that is the source',
    answer: operating.replay,
    problems: [404],
  },
  {
    method: 'post',
    path: '/api/replay',
    tag: 'operation',
    summary: 'Steers the replay; answered when it is done',
    body: replayOrder,
    answer: operating.replay,
    problems: [404, 422],
  },
  {
    method: 'post',
    path: '/api/ws-ticket',
    tag: 'operation',
    summary: 'A ticket that opens one WebSocket',
    answer: operating.ticket,
  },
  {
    method: 'get',
    path: '/metrics',
    tag: 'operation',
    summary: 'Everything that is counted, for Prometheus',
    answer: z.string(),
    type: 'text/plain',
  },
]

/** Everything that can be asked. */
export const operations: readonly Operation[] = [...market, ...history, ...health, ...operation]
