import type { RawFrame } from '../../domain/frame.ts'
import type { Instant } from '../../domain/time.ts'
import { access, type ConsumerCredentials } from '../wire/access.ts'
import { dataHub } from '../wire/data-hub.ts'
import { hubSockets } from '../wire/hub-sockets.ts'
import { marketRest } from '../wire/rest/market-rest.ts'
import { recordedLists } from './recorded-lists.ts'
import type { RecordedPart } from './recorded-part.ts'
import { recordedTeller } from './recorded-teller.ts'

/** How a recording is served by version 2. */
export interface Recorded2Options {
  /** Lists that are the answers before anything is played. */
  readonly lists: readonly RawFrame[]
  readonly credentials?: ConsumerCredentials | undefined
  readonly now: () => Instant
  /** Told when a client has said what it wants to hear. */
  readonly onSubscribed: () => void
}

const TOKEN_LIFE = 8 * 3_600_000
const DISCONNECT_TIMEOUT = 30_000

/** Serves what a recording has of FastConnect v2: the lists as far as they were received, and the broadcasts. */
export function recorded2(options: Recorded2Options): RecordedPart {
  const { credentials, now, onSubscribed } = options
  const lists = recordedLists()
  options.lists.forEach(lists.note)
  const known = access({ credentials, now, life: TOKEN_LIFE })
  const teller = recordedTeller()
  const { hub, tell } = dataHub({
    teller,
    access: known,
    now,
    disconnectTimeout: DISCONNECT_TIMEOUT,
    onSubscribed,
  })
  return {
    handlers: [marketRest(lists.answer, known), hubSockets([hub])],
    step(frames) {
      frames.forEach(lists.note)
      tell(frames)
      hub.keepUp()
    },
    remember(frames) {
      frames.forEach(lists.note)
      frames.forEach(teller.tell)
    },
    forget: teller.forget,
  }
}
