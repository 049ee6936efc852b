import type { Observable } from 'rxjs'
import type { RawFrame } from '../domain/frame.ts'

/**
 * A cold stream of messages as they came, in the order they came, several at a time where they came so.
 * Connects when subscribed to, closes when unsubscribed from, and errors when it cannot go on.
 */
export type Source = Observable<readonly RawFrame[]>
