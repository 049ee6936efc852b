import { filter, Observable, type OperatorFunction } from 'rxjs'
import type { Pipeline } from '../../pipelines/define/define-pipeline.ts'
import type { PipelineRow } from '../../pipelines/define/pipeline-row.ts'
import { runPipelines } from '../../pipelines/define/run-pipelines.ts'
import type { Output } from '../domain/outputs.ts'

/**
 * A pipeline as an operator: outputs of vnflow in, its rows out, as it would in a running vnflow — with the schema checked, feed time as its
 * clock, and the pipelines that it takes. What it fails of is an error of the stream: it does not begin again.
 *
 * @param params - as `params.yaml` would have them
 */
export const asOperator =
  <Row extends object>(
    pipeline: Pipeline<Row>,
    params: unknown = {},
  ): OperatorFunction<Output, PipelineRow<Row>> =>
  (outputs$) =>
    new Observable((subscriber) => {
      const { rows: toRows } = runPipelines([pipeline], {
        params: { [pipeline.name]: params },
        onFailure: ({ reason }) => subscriber.error(reason),
      })
      // Rows of this name were checked by its schema.
      const isOwn = (row: PipelineRow): row is PipelineRow<Row> => row.pipeline === pipeline.name
      subscriber.add(outputs$.pipe(toRows, filter(isOwn)).subscribe(subscriber))
    })
