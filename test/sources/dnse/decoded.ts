import { expect } from 'vitest'
import { decodeDnse } from '../../../src/sources/dnse/decode.ts'
import { type Content, message } from './samples.ts'

/** The events of a message. */
export const decoded = (content: Content) => decodeDnse(message(content))

/** The one event of a message. */
export function only(content: Content) {
  const events = decoded(content)
  expect(events).toHaveLength(1)
  return events[0]!
}
