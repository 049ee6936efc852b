import type { FeedEvent } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { orRejected } from '../rejected.ts'
import { Unreadable } from '../unreadable.ts'
import { eventsOf } from './events-of.ts'
import { parseMessage } from './parse-message.ts'
import { scanMessage } from './scan/scan-message.ts'

/** Longest frame that is read, characters. */
const FRAME_LIMIT = 256 * 1024

/**
 * What a FastConnect v3 data frame tells.
 *
 * Anything that cannot be read gives one `rejected` event that names the field, its value and what was expected.
 * Never throws.
 */
export const decodeSsi3 = (frame: Frame): readonly FeedEvent[] => orRejected(frame, readFrame)

function readFrame(frame: Frame): readonly FeedEvent[] {
  if (frame.text.length > FRAME_LIMIT)
    throw new Unreadable(`frame has ${frame.text.length} characters, expected at most ${FRAME_LIMIT}`)
  return scannedEvents(frame) ?? eventsOf(parseMessage(frame.text), frame)
}

/** What a message tells that can be scanned. What is bad in one is told with the value as it was written: a scan has lost that. */
function scannedEvents(frame: Frame): readonly FeedEvent[] | undefined {
  const message = scanMessage(frame.text)
  if (!message) return undefined
  try {
    return eventsOf(message, frame)
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}
