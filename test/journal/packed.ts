import { packSegment } from '../../src/journal/pack.ts'
import { segmentsIn } from '../../src/journal/segment.ts'

/** Compresses all of a log but its last file, as a thread does beside the writer. */
export function packClosed(dir: string): void {
  for (const segment of segmentsIn(dir).slice(0, -1)) if (!segment.packed) packSegment(segment)
}
