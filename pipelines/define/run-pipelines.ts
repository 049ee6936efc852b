import { connect, merge, type Observable, type OperatorFunction, pipe, share, Subject, tap } from 'rxjs'
import type { z } from 'zod'
import { guarded } from '../../operators/guarded.ts'
import type { Snapshots } from '../../operators/state/snapshots.ts'
import { messageOf } from '../../src/domain/message-of.ts'
import type { Output } from '../../src/domain/outputs.ts'
import type { Instant } from '../../src/domain/time.ts'
import type { Pipeline } from './define-pipeline.ts'
import { firstIssue } from './first-issue.ts'
import { type Given, guestOf, inputName, wantedBy } from './guest.ts'
import { inOrder, pipelinesIn } from './in-order.ts'
import type { PipelineRow } from './pipeline-row.ts'
import { type Counts, countWanted, noCounts, type PipelineStanding, standingOf } from './standing.ts'

/** A run of a pipeline that ended. */
export interface PipelineFailure {
  readonly pipeline: string
  readonly reason: unknown
  /** Feed time at which it begins again. */
  readonly again: Instant
}

/** How pipelines are run. */
export interface RunOptions {
  /** Parameters of pipelines, by their names. */
  readonly params?: Readonly<Record<string, unknown>>
  readonly onFailure?: (failure: PipelineFailure) => void
  /** What is told of a failure; its message unless said. */
  readonly describe?: (reason: unknown) => string
  /** A clock for what they cost, ms; without one nothing is measured. */
  readonly now?: () => number
  /** Size of saved state, bytes; without it none is told. */
  readonly sizeOf?: (state: unknown) => number
}

/** Pipelines that can be run. */
export interface RunnablePipelines {
  /** In the order in which they take an output. */
  readonly pipelines: readonly Pipeline[]
  /**
   * outputs → rows of all pipelines: for each output those of each pipeline in their order. One subscription at a time.
   * A pipeline that fails runs again some feed time later, and no other one notices; see `guarded`.
   */
  readonly rows: OperatorFunction<Output, PipelineRow>
  readonly standings: () => readonly PipelineStanding[]
  /** All begin as if nothing had come yet: the outputs go on at another place. */
  readonly reset: () => void
}

/** One pipeline on its way. */
interface Running {
  readonly pipeline: Pipeline
  readonly params: unknown
  readonly counts: Counts
  readonly reset$: Observable<unknown>
  memory: Snapshots | undefined
}

/**
 * Makes pipelines run on what vnflow gives. Throws when parameters do not fit, and on pipelines that cannot stand together, with a
 * line that says why.
 */
export function runPipelines(given: readonly Pipeline[], options: RunOptions = {}): RunnablePipelines {
  const pipelines = inOrder(given)
  const reset$ = new Subject<void>()
  const all = pipelines.map((pipeline): Running => ({
    pipeline,
    params: paramsOf(pipeline, options.params),
    counts: noCounts(),
    reset$,
    memory: undefined,
  }))
  return {
    pipelines,
    reset: () => reset$.next(),
    rows: connect((outputs$) => merge(...joined(all, outputs$, options).values())),
    standings: () =>
      all.map(({ pipeline, counts, memory }) =>
        standingOf(
          pipeline.name,
          counts,
          counts.isRunning && memory ? (options.sizeOf?.(memory.save().states) ?? 0) : 0,
        ),
      ),
  }
}

function paramsOf({ name, params: schema }: Pipeline, given: RunOptions['params']): unknown {
  const parsed = schema && exact(schema).safeParse(given?.[name] ?? {})
  if (!parsed) return {}
  if (parsed.success) return parsed.data
  throw new TypeError(`Parameters of pipeline ${name}: ${firstIssue(parsed.error)}.`)
}

/** A parameter that a list of them does not have may be a misspelled one, whose default would be taken without a word. */
const exact = (schema: z.ZodType): z.ZodType =>
  isObject(schema) && schema.def.catchall === undefined ? schema.strict() : schema

const isObject = (schema: z.ZodType): schema is z.ZodObject => schema.def.type === 'object'

/** The rows of each pipeline, each subscribed to the outputs in its turn. */
function joined(
  all: readonly Running[],
  outputs$: Observable<Output>,
  options: RunOptions,
): ReadonlyMap<string, Observable<PipelineRow>> {
  const rows = new Map<string, Observable<PipelineRow>>()
  for (const running of all) {
    const taken = pipelinesIn(running.pipeline).flatMap(({ name }) => rows.get(name) ?? [])
    const values$: Observable<Given> = merge(...taken, outputs$)
    rows.set(running.pipeline.name, values$.pipe(watched(running, options), share()))
  }
  return rows
}

/** A pipeline, guarded and counted. */
function watched(
  running: Running,
  { onFailure, now, describe = errorText }: RunOptions,
): OperatorFunction<Given, PipelineRow> {
  const { counts, pipeline, params } = running
  const wants = wantedBy(pipeline)
  const guard = guarded<Given, PipelineRow>(
    (current, start) => {
      const guest = guestOf({ pipeline, params, counts, current, start, now })
      running.memory = guest.memory
      return guest
    },
    {
      reset$: running.reset$,
      onStart: () => (counts.isRunning = true),
      onFailure(reason, again) {
        counts.isRunning = false
        counts.failures += 1
        counts.error = describe(reason)
        counts.again = again
        onFailure?.({ pipeline: pipeline.name, reason, again })
      },
    },
  )
  return pipe(
    tap((value: Given) => {
      if (wants(value)) countWanted(counts, inputName(value))
    }),
    guard,
  )
}

const errorText = (reason: unknown): string => messageOf(reason)
