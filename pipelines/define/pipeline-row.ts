import type { Stamp } from '../../src/domain/event.ts'
import { isoIct } from '../../src/domain/time.ts'

/** A row that a pipeline gave, with the stamp of the output that caused it. */
export interface PipelineRow<Row extends object = object> extends Stamp {
  readonly kind: 'row'
  /** The name of the pipeline. */
  readonly pipeline: string
  readonly row: Row
}

/** The printed form of a row: one JSON object, the keys of the contract first, then the row's own. */
export const printedRow = ({ pipeline, seq, exchangeTime, row }: PipelineRow): string =>
  JSON.stringify({
    stream: pipeline,
    seq,
    time: isoIct(exchangeTime),
    symbol: 'symbol' in row ? row.symbol : undefined,
    ...row,
  })
