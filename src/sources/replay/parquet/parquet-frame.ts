import type { DecodedEvent } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { rejected } from '../../rejected.ts'

/** The name under which frames of stored rows go. */
export const PARQUET = 'parquet'

/** All rows that came of one frame of the log. They are events already; there is no text. */
export interface ParquetFrame extends Frame {
  readonly events: DecodedEvent[]
}

const isParquetFrame = (frame: Frame): frame is ParquetFrame => 'events' in frame

/** The events of a frame of stored rows, with the place that the frame has among those it was merged with. */
export function decodeParquet(frame: Frame): readonly DecodedEvent[] {
  if (!isParquetFrame(frame)) return [rejected(frame, 'it has no rows of a table')]
  const { seq, events } = frame
  return events[0]?.seq === seq ? events : events.map((event) => ({ ...event, seq }))
}
