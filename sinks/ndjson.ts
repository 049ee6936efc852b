import { map, tap } from 'rxjs'
import { printed, type Printable } from '../src/domain/emitted/printed.ts'
import type { Sink } from './sink.ts'

/**
 * Writes each output as one line of JSON, as `--emit` prints it. Never waits: whoever feeds it pauses until the text is out.
 *
 * @param write - takes a line with its end; what it throws is the sink's error
 */
export const ndjson =
  (write: (line: string) => void): Sink<Printable> =>
  (outputs$) =>
    outputs$.pipe(
      tap((output) => write(`${printed(output)}\n`)),
      map(() => 1),
    )
