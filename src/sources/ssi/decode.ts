import type { DecodedEvent } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { orRejected } from '../rejected.ts'
import { Unreadable } from '../unreadable.ts'
import { eventsIn, eventsOf } from './events-of.ts'
import { parseMessage } from './parse-message.ts'
import { scan, scannedFields, scannedType } from './scan/scan-message.ts'

/** Longest frame that is read, bytes. The longest real message has about 1,500. */
const FRAME_LIMIT = 256 * 1024

/**
 * What a FastConnect v2 message tells: the events of a frame whose text is the argument of a Broadcast.
 *
 * Anything that cannot be read gives one `rejected` event that names the field, its value and what was expected.
 * Never throws.
 */
export const decodeSsi = (frame: Frame): readonly DecodedEvent[] => orRejected(frame, readFrame)

function readFrame(frame: Frame): readonly DecodedEvent[] {
  limitSize(frame.text)
  return scan(frame.text)
    ? eventsIn(scannedType(), scannedFields, frame)
    : eventsOf(parseMessage(frame.text), frame)
}

function limitSize(text: string): void {
  // A UTF-16 unit is at most three bytes: short texts need no count.
  const bytes = text.length * 3 > FRAME_LIMIT ? Buffer.byteLength(text) : 0
  if (bytes > FRAME_LIMIT) throw new Unreadable(`frame has ${bytes} bytes, expected at most ${FRAME_LIMIT}`)
}
