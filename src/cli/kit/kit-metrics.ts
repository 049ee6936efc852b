import { Counter, Gauge, type Registry } from 'prom-client'
import type { PipelineStanding } from '../../../pipelines/define/standing.ts'

/** Reads a number of a pipeline's standing. */
type Read = (standing: PipelineStanding) => number

const counters: Readonly<Record<string, readonly [help: string, read: Read]>> = {
  pipeline_events_total: ['Outputs that a pipeline was given.', ({ events }) => events],
  pipeline_rows_total: ['Rows that a pipeline gave.', ({ rows }) => rows],
  pipeline_failures_total: ['Runs of a pipeline that ended with a failure.', ({ failures }) => failures],
  pipeline_missed_total: ['Outputs that came while a pipeline did not run.', ({ missed }) => missed],
}
const gauges: Readonly<Record<string, readonly [help: string, read: Read]>> = {
  pipeline_up: [
    '1 while a pipeline runs, 0 while it waits to begin again.',
    ({ state }) => Number(state !== 'failed'),
  ],
  pipeline_state_bytes: [
    "Size of what vnflow's operators in a pipeline remember.",
    ({ stateBytes }) => stateBytes,
  ],
  pipeline_event_seconds_median: [
    'Processor time of an output in a pipeline, the median of the newest that were measured.',
    ({ cost }) => (cost?.median ?? 0) / 1_000,
  ],
  pipeline_event_seconds_p99: [
    'The same, exceeded by one in a hundred.',
    ({ cost }) => (cost?.p99 ?? 0) / 1_000,
  ],
}

/** Makes the metrics of pipelines in a registry: read when somebody asks for them, so that they cost nothing on the way. */
export function kitMetrics(registry: Registry, standings: () => readonly PipelineStanding[]): void {
  const common = { labelNames: ['pipeline'] as const, registers: [registry] }
  for (const [name, [help, read]] of Object.entries(counters))
    new Counter({
      ...common,
      name,
      help,
      collect() {
        this.reset()
        for (const standing of standings()) this.inc({ pipeline: standing.name }, read(standing))
      },
    })
  for (const [name, [help, read]] of Object.entries(gauges))
    new Gauge({
      ...common,
      name,
      help,
      collect() {
        for (const standing of standings()) this.set({ pipeline: standing.name }, read(standing))
      },
    })
}
