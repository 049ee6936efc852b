import type {
  AlertJson,
  BasisPointJson,
  FeedJson,
  ForeignSummaryJson,
  IndexJson,
  MarketSnapshotJson,
  StatusJson,
} from '../src/domain/wire.ts'

type Shape = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isFeed = (value: unknown): value is FeedJson =>
  isObject(value) && typeof value['connected'] === 'boolean' && typeof value['simulated'] === 'boolean'

const isIndex = (value: unknown): value is IndexJson =>
  isObject(value) && typeof value['index_id'] === 'string' && typeof value['value'] === 'number'

const isIndices = (value: unknown): value is Readonly<Record<string, IndexJson>> =>
  isObject(value) && Object.values(value).every(isIndex)

const isAlert = (value: unknown): value is AlertJson =>
  isObject(value) &&
  ['id', 'alert_type', 'symbol', 'timestamp'].every((key) => typeof value[key] === 'string')

const isBasisPoint = (value: unknown): value is BasisPointJson =>
  isObject(value) && typeof value['timestamp'] === 'string' && typeof value['basis'] === 'number'

/** Tells what a value read from the wire is by the fields that make it what it is; the server answers for the rest. */
export const shapes = {
  market: (value: unknown): value is MarketSnapshotJson =>
    isObject(value) &&
    isObject(value['quotes']) &&
    isObject(value['prices']) &&
    isIndices(value['indices']) &&
    isFeed(value['feed']),
  foreign: (value: unknown): value is ForeignSummaryJson =>
    isObject(value) &&
    typeof value['total_net_value'] === 'number' &&
    Array.isArray(value['top_buy']) &&
    Array.isArray(value['top_sell']),
  index: isIndices,
  alert: isAlert,
  alerts: (value: unknown): value is readonly AlertJson[] => Array.isArray(value) && value.every(isAlert),
  basisTrend: (value: unknown): value is readonly BasisPointJson[] =>
    Array.isArray(value) && value.every(isBasisPoint),
  status: (value: unknown): value is StatusJson =>
    isObject(value) && value['type'] === 'status' && isFeed(value['feed']),
  /** How many frames a slow reader was not sent. */
  loss: (value: unknown): value is { readonly type: 'loss'; readonly missing: number } =>
    isObject(value) && value['type'] === 'loss' && typeof value['missing'] === 'number',
} as const
