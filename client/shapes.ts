import type { BarJson, PipelineRowJson, TradeJson } from '../src/domain/stream-wire.ts'
import type {
  AlertJson,
  BasisPointJson,
  FeedJson,
  ForeignSummaryJson,
  IndexJson,
  MarketSnapshotJson,
} from '../src/domain/wire.ts'

type Shape = Readonly<Record<string, unknown>>

/** Whether a value is an object with keys. */
export const isObject = (value: unknown): value is Shape =>
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

const isNumber = (value: unknown) => typeof value === 'number'

const isStream = (value: unknown): value is Shape & { readonly stream: string; readonly seq: number } =>
  isObject(value) && typeof value['stream'] === 'string' && isNumber(value['seq'])

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
  trade: (value: unknown): value is TradeJson =>
    isStream(value) && value.stream === 'trade' && ['price', 'volume'].every((key) => isNumber(value[key])),
  bar: (value: unknown): value is BarJson =>
    isStream(value) &&
    value.stream === 'bar' &&
    ['open', 'high', 'low', 'close', 'volume', 'revision'].every((key) => isNumber(value[key])),
  row: (value: unknown): value is PipelineRowJson => isStream(value),
} as const
