import type { RawFrame } from '../../domain/frame.ts'
import type { Instant } from '../../domain/time.ts'
import { type ApiCredentials, auth } from '../wire3/auth/auth.ts'
import { rest } from '../wire3/rest.ts'
import { stream } from '../wire3/stream/stream.ts'
import { recordedBoards } from './recorded-boards.ts'
import { recordedEndpoints } from './recorded-endpoints.ts'
import { recordedEvents } from './recorded-events.ts'
import type { RecordedPart } from './recorded-part.ts'

/** How a recording is served by version 3. */
export interface Recorded3Options {
  /** Lists that are the answers before anything is played. */
  readonly lists: readonly RawFrame[]
  readonly api?: ApiCredentials | undefined
  readonly now: () => Instant
  /** Told when a client has subscribed to something. */
  readonly onSubscribed: () => void
}

const MINUTE = 60_000
const RATE = { limit: 100, perSecond: 10 }
const MOST_SOCKETS = 10

/** Serves what a recording has of FastConnect v3: the lists as far as they were received, and the events of the stream. */
export function recorded3(options: Recorded3Options): RecordedPart {
  const { api: credentials = {}, now, onSubscribed } = options
  const gate = auth({
    credentials,
    now,
    tokenLife: 15 * MINUTE,
    refreshLife: 480 * MINUTE,
    loggedIn: () => undefined,
  })
  const lists = recordedEndpoints()
  const boards = recordedBoards()
  const events = recordedEvents(boards)
  const note = (frame: RawFrame): void => {
    lists.note(frame)
    boards.note(frame)
  }
  options.lists.forEach(note)
  const { handler, tell } = stream<RawFrame>({
    told: (frames) => frames.flatMap(events.told),
    snapshot: events.snapshot,
    identify: gate.identify,
    mostSockets: MOST_SOCKETS,
    lineOf: ({ socket }) => socket,
    onSubscribed,
  })
  return {
    handlers: [rest({ auth: gate, endpoints: lists.endpoints, rate: RATE, now }), handler],
    step(frames) {
      frames.forEach(note)
      tell(frames, [])
    },
    remember(frames) {
      frames.forEach(note)
      frames.forEach(events.told)
    },
    forget: events.forget,
  }
}
