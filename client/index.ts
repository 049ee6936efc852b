export type { ConnectOptions, Loss } from './channels.ts'
export { connect, type MarketClient } from './connect.ts'
export type { ConnectionState } from './connection-state.ts'
export type { RejectedFrame } from './read-frame.ts'
export { rest, type Rest, type RestOptions } from './rest.ts'
export type { SocketConstructor, SocketLike } from './socket.ts'
export type {
  AlertJson,
  BasisPointJson,
  BreakdownJson,
  DerivativesJson,
  FeedJson,
  ForeignJson,
  ForeignSummaryJson,
  IndexJson,
  MarketSnapshotJson,
  PriceJson,
  SessionStatsJson,
  StatusJson,
} from '../src/domain/wire.ts'
export type { BarJson, PipelineRowJson, TradeJson } from '../src/domain/stream-wire.ts'
