import { defer, filter, ignoreElements, map, merge, type Observable, type OperatorFunction, tap } from 'rxjs'
import type { Guest } from '../../operators/guarded.ts'
import { snapshots, type Snapshots } from '../../operators/state/snapshots.ts'
import type { Output } from '../../src/domain/outputs.ts'
import type { Instant } from '../../src/domain/time.ts'
import type { Pipeline } from './define-pipeline.ts'
import { feedScheduler } from './feed-scheduler.ts'
import { firstIssue } from './first-issue.ts'
import type { PipelineRow } from './pipeline-row.ts'
import { countGiven, type Counts, isMeasured, measure } from './standing.ts'

/** What a pipeline is given: outputs, and rows of the pipelines that it takes. */
export type Given = Output | PipelineRow

/** Where a value comes from: its kind, or the pipeline that gave it, as `pipeline:NAME`. */
export const inputName = (value: Given): string =>
  value.kind === 'row' ? `pipeline:${value.pipeline}` : value.kind

/** What a run of a pipeline is made of. */
export interface GuestParts {
  readonly pipeline: Pipeline
  readonly params: unknown
  readonly counts: Counts
  /** The value that is being taken in; undefined in between. */
  readonly current: () => Given | undefined
  /** Feed time at the beginning of the run. */
  readonly start: Instant
  /** A clock for what it costs, ms; without one nothing is measured. */
  readonly now: (() => number) | undefined
}

/** A run of a pipeline, and what vnflow's operators in it remember. */
export interface PipelineGuest extends Guest<Given, PipelineRow> {
  readonly memory: Snapshots
}

/** One run of a pipeline, which begins with nothing. */
export function guestOf(parts: GuestParts): PipelineGuest {
  const { pipeline, params, counts, now } = parts
  const { scheduler, advance } = feedScheduler(parts.start)
  const memory = snapshots({ fingerprint: pipeline.name })
  const wants = wantedBy(pipeline)
  const stamped = stamping(parts, () => scheduler.now())
  let begun: number | undefined

  const rows: OperatorFunction<Given, PipelineRow> = (values$) =>
    defer(() => pipeline.build(streamsOf(pipeline, values$), { params, clock: scheduler })).pipe(map(stamped))
  const measured: OperatorFunction<Given, PipelineRow> = (values$) =>
    merge(
      rows(values$),
      // The last to hear of a value: the pipeline is done with it.
      values$.pipe(
        tap(() => {
          if (begun !== undefined && now) measure(counts, now() - begun)
        }),
        ignoreElements(),
      ),
    )
  return {
    memory,
    operator: memory.collect(now ? measured : rows),
    admits(value) {
      if (value.exchangeTime !== undefined) advance(value.exchangeTime)
      if (!wants(value)) return false
      begun = now && isMeasured(counts) ? now() : undefined
      countGiven(counts, inputName(value))
      return true
    },
  }
}

const isPipeline = (input: Pipeline['inputs'][string]): input is Pipeline => 'kind' in input

/** Tells which values a pipeline has an input for. */
export function wantedBy({ inputs }: Pipeline): (value: Given) => boolean {
  const kinds = new Set<Output['kind']>()
  const names = new Set<string>()
  for (const input of Object.values(inputs)) {
    if (isPipeline(input)) names.add(input.name)
    else for (const kind of input.kinds) kinds.add(kind)
  }
  return (value) => (value.kind === 'row' ? names.has(value.pipeline) : kinds.has(value.kind))
}

const isOutput = (value: Given): value is Output => value.kind !== 'row'

function streamsOf(
  { inputs }: Pipeline,
  values$: Observable<Given>,
): Readonly<Record<string, Observable<unknown>>> {
  const outputs$ = values$.pipe(filter(isOutput))
  const toStream = (input: Pipeline['inputs'][string]): Observable<unknown> =>
    isPipeline(input)
      ? values$.pipe(filter((value) => value.kind === 'row' && value.pipeline === input.name))
      : input.toStream(outputs$)
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, toStream(input)]))
}

/** Checks a row and gives it the stamp of what is being taken in. */
function stamping({ pipeline: { name, row: schema }, counts, current }: GuestParts, feedTime: () => Instant) {
  return (value: unknown): PipelineRow => {
    const cause = current()
    if (!cause)
      throw new Error(
        'a row came of no event: take `clock` in place of timers and promises, which a replay cannot repeat',
      )
    const parsed = schema.safeParse(value)
    if (!parsed.success) throw new TypeError(`a row does not fit its schema: ${firstIssue(parsed.error)}`)
    counts.rows += 1
    return {
      kind: 'row',
      seq: cause.seq,
      exchangeTime: feedTime(),
      receivedTime: cause.receivedTime,
      pipeline: name,
      row: parsed.data,
    }
  }
}
