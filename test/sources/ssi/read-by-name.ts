import type { FeedEvent } from '../../../src/domain/event.ts'
import type { Frame } from '../../../src/domain/frame.ts'
import { fieldReader, isJsonObject, jsonObject } from '../../../src/sources/json-object.ts'
import { orRejected } from '../../../src/sources/rejected.ts'
import { eventsOf } from '../../../src/sources/ssi/events-of.ts'
import { FIELD_NAMES, type Message } from '../../../src/sources/ssi/values.ts'
import { unreadable } from '../../../src/sources/unreadable.ts'

/** A message read in the plainest way: `JSON.parse`, and each field asked for by its name. What every other way has to give. */
export function readByName(text: string): Message {
  const envelope = fieldReader(jsonObject(text, 'frame'))
  const raw = envelope('Content')
  const object = typeof raw === 'string' ? jsonObject(raw, 'Content') : raw
  const content = fieldReader(isJsonObject(object) ? object : unreadable('Content', raw, 'JSON'))
  return {
    dataType: envelope('DataType'),
    values: FIELD_NAMES.map((name, at) => (at === 0 ? undefined : content(name))),
  }
}

/** The events of a frame by it. */
export const decodeByName = (frame: Frame): readonly FeedEvent[] =>
  orRejected(frame, () => eventsOf(readByName(frame.text), frame))
