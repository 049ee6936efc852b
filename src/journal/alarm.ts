import { BehaviorSubject, type Observable } from 'rxjs'
import { messageOf } from '../domain/message-of.ts'
import type { JournalHealth } from './health.ts'

/** What is wrong with the disk, told when it changes. */
export interface Alarm {
  /** The disk refused. */
  readonly refused: (error: unknown) => void
  /** The disk takes what it refused. */
  readonly taken: () => void
  /** The disk takes too long, and how that is said; undefined when it does not any more. */
  readonly slow: (text: string | undefined) => void
  readonly health: () => JournalHealth
  readonly health$: Observable<JournalHealth>
  /** Nothing more will be told. */
  readonly end: () => void
}

/** One line of what was thrown. */
/** @param measured - what is held now */
export function makeAlarm(measured: () => Omit<JournalHealth, 'trouble'>): Alarm {
  let refusal: string | undefined
  let slowness: string | undefined
  const health = (): JournalHealth => ({ trouble: refusal ?? slowness, ...measured() })
  const state$ = new BehaviorSubject(health())

  function tell() {
    const now = health()
    if (now.trouble !== state$.value.trouble) state$.next(now)
  }
  return {
    refused(error) {
      refusal = messageOf(error)
      tell()
    },
    taken() {
      refusal = undefined
      tell()
    },
    slow(text) {
      slowness = text
      tell()
    },
    health,
    health$: state$.asObservable(),
    end: () => state$.complete(),
  }
}
