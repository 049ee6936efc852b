export type { ConnectOptions } from './channels.ts'
export { connect, type MarketClient } from './connect.ts'
export type { ConnectionState } from './connection-state.ts'
export type { RejectedFrame } from './read-frame.ts'
export { rest, type Rest } from './rest.ts'
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
