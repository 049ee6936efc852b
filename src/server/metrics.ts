import { collectDefaultMetrics, Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** Bounds of the duration buckets, seconds: from what memory answers to what nobody waits for. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** The same for what takes microseconds. */
const FRACTIONS = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05]

/** All that the process counts, under the names that dashboards know. */
export interface Metrics {
  readonly registry: Registry
  readonly messagesReceived: Counter<'channel'>
  readonly rejected: Counter<'reason'>
  readonly alertsFired: Counter<'signal_type'>
  readonly gapVolume: Counter<'reason'>
  readonly bandMismatches: Counter<'venue'>
  readonly journalLastSeq: Gauge
  readonly journalDegraded: Gauge
  readonly journalHeldFrames: Gauge
  readonly journalHeldBytes: Gauge
  readonly databaseWriteSeconds: Histogram<'table'>
  readonly databaseBusy: Gauge
  readonly classificationSeconds: Histogram
  readonly requestSeconds: Histogram<'method' | 'path' | 'status_code'>
  readonly connections: Gauge<'channel'>
  readonly messagesSent: Counter<'channel'>
  readonly messagesDropped: Counter<'channel' | 'reason'>
}

/** What comes in. */
const feedMetrics = (registers: Registry[]) => ({
  messagesReceived: new Counter({
    name: 'ssi_messages_received_total',
    help: 'Messages received from the feed.',
    labelNames: ['channel'],
    registers,
  }),
  rejected: new Counter({
    name: 'rejected_total',
    help: 'Messages, or parts of one, that were not as they should be, by the kind of reason.',
    labelNames: ['reason'],
    registers,
  }),
  gapVolume: new Counter({
    name: 'gap_volume_total',
    help: 'Volume that was traded and not told as trades: before the first message of the day (start) or later (lost); of it, told late after all (found).',
    labelNames: ['reason'],
    registers,
  }),
  bandMismatches: new Counter({
    name: 'band_mismatches_total',
    help: 'Securities and days whose limits were not those of the rules.',
    labelNames: ['venue'],
    registers,
  }),
  classificationSeconds: new Histogram({
    name: 'trade_classification_duration_seconds',
    help: "Time from a trade's frame to its side, of one frame in 64.",
    buckets: FRACTIONS,
    registers,
  }),
  alertsFired: new Counter({
    name: 'alert_signals_fired_total',
    help: 'Alerts told.',
    labelNames: ['signal_type'],
    registers,
  }),
})

/** What the log holds, and what it cannot write. */
const journalMetrics = (registers: Registry[]) => ({
  journalDegraded: new Gauge({
    name: 'journal_degraded',
    help: '1 while the disk refuses frames or is slow, and they are held in memory; otherwise 0.',
    registers,
  }),
  journalHeldFrames: new Gauge({
    name: 'journal_held_frames',
    help: 'Frames that are not yet as safe as the log promises.',
    registers,
  }),
  journalHeldBytes: new Gauge({
    name: 'journal_held_bytes',
    help: 'Memory that those frames take.',
    registers,
  }),
})

/** What is kept. */
const storeMetrics = (registers: Registry[]) => ({
  journalLastSeq: new Gauge({
    name: 'journal_last_seq',
    help: 'Number of the last frame in the log.',
    registers,
  }),
  databaseWriteSeconds: new Histogram({
    name: 'db_write_duration_seconds',
    help: 'Time that a batch took to be written.',
    labelNames: ['table'],
    buckets: SECONDS,
    registers,
  }),
  databaseBusy: new Gauge({
    name: 'db_pool_active_connections',
    help: 'Questions and batches that the database has not answered yet.',
    registers,
  }),
})

/** What goes out. */
const serverMetrics = (registers: Registry[]) => ({
  requestSeconds: new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'path', 'status_code'],
    buckets: SECONDS,
    registers,
  }),
  connections: new Gauge({
    name: 'ws_connections_active',
    help: 'Open WebSocket connections.',
    labelNames: ['channel'],
    registers,
  }),
  messagesSent: new Counter({
    name: 'ws_messages_sent_total',
    help: 'WebSocket messages sent, one a receiver.',
    labelNames: ['channel'],
    registers,
  }),
  messagesDropped: new Counter({
    name: 'ws_messages_dropped_total',
    help: 'WebSocket messages that a slow receiver did not get: replaced by a newer state (conflated) or lost.',
    labelNames: ['channel', 'reason'],
    registers,
  }),
})

/**
 * Makes the counters in a registry that has none of them yet, beside those of the process itself.
 * A label's values must be few: give `rejected` the kind of reason, never a text with data in it.
 */
export function makeMetrics(registry: Registry): Metrics {
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    ...feedMetrics([registry]),
    ...storeMetrics([registry]),
    ...journalMetrics([registry]),
    ...serverMetrics([registry]),
  }
}
