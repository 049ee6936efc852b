import { deepStrictEqual } from 'node:assert/strict'
import { from } from 'rxjs'
import type { Pipeline } from '../../pipelines/define/define-pipeline.ts'
import type { PipelineRow } from '../../pipelines/define/pipeline-row.ts'
import type { Output } from '../domain/outputs.ts'
import { asOperator } from './as-operator.ts'
import {
  eventsAt,
  type ExchangeMarbleOptions,
  exchangeTimeText,
  readExchangeMarbles,
  signsIn,
} from './exchange-marbles.ts'

/**
 * The rows that a pipeline gives of some events, to their end, as it would in a running vnflow: with the schema checked, feed time as its
 * clock, and the pipelines that it takes. Throws what it fails of.
 *
 * @param params - as `params.yaml` would have them
 */
export function rowsOf<Row extends object>(
  pipeline: Pipeline<Row>,
  events: readonly Output[],
  params: unknown = {},
): readonly PipelineRow<Row>[] {
  const rows: PipelineRow<Row>[] = []
  const failures: unknown[] = []
  from(events)
    .pipe(asOperator(pipeline, params))
    .subscribe({ next: (row) => rows.push(row), error: (reason: unknown) => failures.push(reason) })
  if (failures.length > 0) throw failures[0]
  return rows
}

/** What goes into a pipeline and what has to come out. */
export interface PipelineTest<Row extends object> extends ExchangeMarbleOptions {
  /** A diagram in exchange time, as `09:15:00 a--b 11:30:00 c`. */
  readonly given: string
  /** An output of vnflow for each sign of it; the makers of `vnflow/testing` make some. */
  readonly events: Readonly<Record<string, Output>>
  /** Where rows come. */
  readonly gives: string
  readonly rows: Readonly<Record<string, Row>>
  readonly params?: unknown
}

/** Runs a pipeline on a diagram. Throws an `AssertionError` with both sides, in any runner, when the rows are others, or come at other times. */
export function testPipeline<Row extends object>(
  pipeline: Pipeline<Row>,
  { given, events, gives, rows, params = {}, ...options }: PipelineTest<Row>,
): void {
  const actual = rowsOf(pipeline, eventsAt(given, events, options), params).map(({ exchangeTime, row }) => ({
    time: exchangeTimeText(exchangeTime),
    row,
  }))
  const expected = readExchangeMarbles(gives, options).flatMap(({ signs, time }) =>
    signsIn(signs).map((sign) => ({
      // A time of day is one of any date.
      time: exchangeTimeText(time - 7 * 3_600_000),
      row: rows[sign],
    })),
  )
  deepStrictEqual(actual, expected)
}
