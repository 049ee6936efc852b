import type { Figure } from './figure.ts'
import type { Run } from './run.ts'

/** Makes the figures of a row. What has to be equal is compared first; where it is not, it throws. */
type Row = (run: Run) => Promise<readonly Figure[]>

/** What is measured, by name, in the order in which it is told; each in a process of its own. */
export const rows = {
  decode: async () => (await import('./rows/decode.ts')).decode,
  pipelines: async () => (await import('./rows/pipelines.ts')).pipelines,
  bars: async () => (await import('./rows/bars.ts')).bars,
  merge: async () => (await import('./rows/merge.ts')).merge,
  whole: async () => (await import('./rows/whole.ts')).whole,
  live: async () => (await import('./rows/live.ts')).live,
  replay: async () => (await import('./rows/replay.ts')).replay,
  day: async () => (await import('./rows/day.ts')).day,
  start: async () => (await import('./rows/start.ts')).start,
  growth: async () => (await import('./rows/growth.ts')).growth,
} as const satisfies Record<string, () => Promise<Row>>

/** What is measured beside the table, when it is asked for. */
export const others = {
  store: async () => (await import('./rows/store.ts')).store,
} as const satisfies Record<string, () => Promise<Row>>

/** The name of a row. */
export type RowName = keyof typeof rows | keyof typeof others
