import { Subject } from 'rxjs'
import type { Pipeline } from '../../pipelines/define/define-pipeline.ts'
import { printedRow } from '../../pipelines/define/pipeline-row.ts'
import type { Frame } from '../domain/frame.ts'
import type { Instant } from '../domain/time.ts'
import { asOperator } from './as-operator.ts'
import { golden, type GoldenOptions } from './golden.ts'

/** A pipeline's rows of a recording, and where they are kept. */
export interface GoldenReplay extends GoldenOptions {
  /** What `vnflow replay` takes: a journal folder, Parquet of the store, an NDJSON file of frames; or several. */
  readonly recording: string | readonly string[]
  /** The file of the rows, one printed row a line, as `vnflow replay --emit NAME` prints them. */
  readonly golden: string
  /** As `params.yaml` would have them. */
  readonly params?: unknown
  /** Ends before the first frame that was received then or later; at the end of the recording unless said. */
  readonly until?: Instant
}

/**
 * Runs a pipeline on a recording, to its end, and holds its rows equal to those of a golden file. Rejects with an `AssertionError` that
 * shows the rows that differ, and with what the pipeline fails of. `VNFLOW_UPDATE_GOLDEN=1` writes the file.
 *
 * ```ts
 * it('gives what it gave on that day', () =>
 *   goldenReplay(largeTrades, { recording: 'data/sample/2026-11-20.ndjson.gz', golden: 'test/golden/large-trades.ndjson' }))
 * ```
 */
export async function goldenReplay<Row extends object>(
  pipeline: Pipeline<Row>,
  { recording, golden: file, params = {}, until = Infinity, ...options }: GoldenReplay,
): Promise<void> {
  // A marble test needs none of it.
  const [{ program }, { decode }, { openRecording }] = await Promise.all([
    import('../../pipelines/program.ts'),
    import('../sources/decode.ts'),
    import('../sources/replay/recording.ts'),
  ])
  const lines: string[] = []
  const failures: unknown[] = []
  const frames$ = new Subject<Frame>()
  frames$.pipe(program(decode), asOperator(pipeline, params)).subscribe({
    next: (row) => lines.push(printedRow(row)),
    error: (reason: unknown) => failures.push(reason),
  })
  const { read } = await openRecording([recording].flat())
  for await (const { frames } of read()) {
    const taken = frames.filter(({ receivedTime }) => receivedTime < until)
    for (const frame of taken) frames$.next(frame)
    if (failures.length > 0 || taken.length < frames.length) break
  }
  frames$.complete()
  if (failures.length > 0) throw failures[0]
  await golden(file, lines, options)
}
