import { z } from 'zod'
import { schemas } from './schemas.ts'

const object = <T extends z.core.$ZodShape>(name: string, shape: T) =>
  z.strictObject(shape).meta({ id: name })

const dependency = {
  required: z.boolean().meta({ description: 'Without it the process is not ready' }),
  detail: z.string().optional(),
}

const node = object('GraphNode', {
  id: z.string(),
  kind: z.enum(['source', 'operator', 'pipeline', 'sink']),
  name: z.string(),
  own: z.boolean().optional(),
  state: z.enum(['running', 'waiting', 'failed']).optional(),
  error: z.string().optional(),
  count: z.int().optional(),
  rate: z.number().optional(),
  latency_ms: z.strictObject({ median: z.number(), p99: z.number() }).optional(),
  drops: z.int().optional(),
  state_bytes: z.int().optional(),
})

/** What the server tells of itself. */
export const operating = {
  health: object('Health', {
    status: z.enum(['ok', 'degraded']),
    database: z.enum(['connected', 'unavailable']),
    feed: schemas.feed,
    dependencies: z.record(
      z.string(),
      z.strictObject({
        status: z.enum(['up', 'down']),
        latency_ms: z.number().optional(),
        ...dependency,
      }),
    ),
    uptime_seconds: z.int(),
    version: z.string().optional(),
    environment: z.enum(['simulated', 'market']),
  }),
  live: object('Live', { status: z.literal('ok') }),
  ready: object('Ready', {
    status: z.enum(['ready', 'not ready']),
    down: z.array(
      z.strictObject({
        name: z.string(),
        up: z.boolean(),
        latencyMs: z.number().optional(),
        ...dependency,
      }),
    ),
  }),
  graph: object('Graph', {
    nodes: z.array(node),
    edges: z.array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        count: z.int().optional(),
        rate: z.number().optional(),
        drops: z.int().optional(),
        latency_ms: z.strictObject({ median: z.number(), p99: z.number() }).optional(),
      }),
    ),
  }),
  replay: object('Replay', {
    state: z.string(),
    speed: z.union([z.number(), z.literal('max')]),
    loop: z.boolean(),
    skip_pauses: z.boolean(),
    seq: z.int(),
    time: z.iso.datetime({ offset: true }).nullable(),
  }),
  ticket: object('Ticket', { ticket: z.string(), expires_in: z.number() }),
  completeness: object('Completeness', {
    date: z.iso.date(),
    complete: z.int(),
    incomplete: z.int(),
    securities: z.array(
      z.strictObject({
        symbol: z.string(),
        venue: z.string(),
        trades: z.int().nullable(),
        stored: z.int().nullable(),
        gaps: z.int().nullable(),
        missing: z.int().nullable(),
        total_volume: z.int().nullable(),
        unexplained: z.int().nullable(),
        complete: z.boolean().nullable(),
      }),
    ),
  }),
}
