import type { RawFrame } from '../../../domain/frame.ts'
import type { Instant } from '../../../domain/time.ts'

/** A frame of the log: what was asked for, and the answer as it came, its pages joined. */
export const restFrame = (receivedTime: Instant, content: Readonly<Record<string, unknown>>): RawFrame => ({
  receivedTime,
  source: 'ssi-rest',
  text: JSON.stringify(content),
})
