import type { Observable, SchedulerLike } from 'rxjs'
import type { z } from 'zod'
import { checkName } from './check-name.ts'
import type { Input } from './input.ts'
import type { PipelineRow } from './pipeline-row.ts'

/** What a pipeline takes: streams of vnflow, and other pipelines. */
export type Inputs = Readonly<Record<string, Input<unknown> | Pipeline>>

/** What comes of an input. */
type ValueOf<I> = I extends Pipeline<infer Row> ? PipelineRow<Row> : I extends Input<infer T> ? T : never

/** The streams of the inputs, under the same names. */
export type Streams<I extends Inputs> = { readonly [K in keyof I]: Observable<ValueOf<I[K]>> }

/** What a pipeline is built with beside its inputs. */
export interface PipelineContext<Params> {
  readonly params: Params
  /**
   * Feed time as a scheduler, for every operator that takes one: `debounceTime(1_000, clock)`, `bufferTime(60_000, clock)`. It moves on
   * with the data, so that a replay gives the same rows; timers of the wall clock do not.
   */
  readonly clock: SchedulerLike
}

/** A pipeline as its author writes it. */
export interface PipelineDefinition<I extends Inputs, P extends z.ZodType, R extends z.ZodObject> {
  /** Small letters, digits and hyphens. Its channel is `pipeline:NAME`, its table `pipeline_NAME`. */
  readonly name: string
  /** One more when `row` loses a column or one becomes of another type: the table is then `pipeline_NAME_v2`. 1 unless said. */
  readonly version?: number
  /** One sentence of what it gives. */
  readonly about?: string
  readonly inputs: I
  /** What it can be told; every field needs a default, or `params.yaml` has to name it. */
  readonly params?: P
  /** What a row is made of: each field is a column. */
  readonly row: R
  /** Joins the inputs to a stream of rows. Called anew for each run; it must not subscribe. */
  readonly build: (inputs: Streams<I>, context: PipelineContext<z.output<P>>) => Observable<z.input<R>>
}

/** A pipeline that vnflow can run. */
export interface Pipeline<Row extends object = object> {
  readonly kind: 'pipeline'
  readonly name: string
  readonly version: number
  readonly about: string
  readonly inputs: Inputs
  readonly params: z.ZodType | undefined
  readonly row: z.ZodObject
  readonly build: (
    inputs: Readonly<Record<string, Observable<unknown>>>,
    context: PipelineContext<unknown>,
  ) => Observable<unknown>
  /** Never there: it carries the type of a row. */
  readonly rowType?: Row
}

/** Columns and keys that every row has already. */
const stampNames = ['stream', 'seq', 'time', 'exchange_time', 'received_time', 'date']

/**
 * Defines a pipeline: any file of a folder of pipelines may export one. A running vnflow gives it a WebSocket channel, a table, metrics and
 * a place in the graph; `vnflow dev FILE` runs it on a recording. Throws a `TypeError` on a name or a column that cannot be.
 *
 * ```ts
 * export const largeTrades = definePipeline({
 *   name: 'large-trades',
 *   inputs: { trades$ },
 *   params: z.object({ value: z.number().default(1e9) }),
 *   row: z.object({ symbol: z.string(), value: z.number().int() }),
 *   build: ({ trades$ }, { params }) =>
 *     trades$.pipe(filter(({ value }) => value >= params.value), map(({ symbol, value }) => ({ symbol, value }))),
 * })
 * ```
 */
export function definePipeline<I extends Inputs, P extends z.ZodType, R extends z.ZodObject>(
  definition: PipelineDefinition<I, P, R>,
): Pipeline<z.output<R>> {
  const { name, version = 1, about = '', inputs, params, row, build } = definition
  checkName(name)
  checkColumns(name, Object.keys(row.shape))
  return {
    kind: 'pipeline',
    name,
    version,
    about,
    inputs,
    params,
    row,
    // The runner hands each input under its name, and what the schema of the parameters gave.
    build: build as Pipeline['build'],
  }
}

function checkColumns(name: string, columns: readonly string[]): void {
  if (columns.length === 0) throw new TypeError(`Pipeline ${name}: a row needs a field.`)
  for (const column of columns) {
    if (!/^[a-z]\w*$/i.test(column))
      throw new TypeError(`Pipeline ${name}: "${column}" is no name of a column: letters, digits and _.`)
    if (stampNames.includes(column.toLowerCase()))
      throw new TypeError(`Pipeline ${name}: every row has ${column} already; give the field another name.`)
  }
}
