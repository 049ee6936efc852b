import { firstValueFrom, Subject } from 'rxjs'
import type { Frame } from '../domain/frame.ts'
import type { Played } from '../exchange/recorded/recorded-server.ts'

/** Stretches of a recording, from a player to who asks for them. */
export interface Outlet {
  readonly put: (frame: Frame) => void
  /** From here on nothing is told, and what was is forgotten. */
  readonly beginAnew: () => void
  readonly tellAgain: () => void
  readonly fail: (error: unknown) => void
  /** Waits until somebody asks for more. */
  readonly taken: () => Promise<unknown>
  /** What was put, as soon as it is asked for. */
  readonly played: () => AsyncIterable<Played>
}

/** What was put and is not asked for yet. */
interface Store {
  readonly held: (Played & { readonly frames: Frame[] })[]
  readonly put$: Subject<void>
  readonly asked$: Subject<void>
  isAsked: boolean
}

/** An outlet that holds nothing. */
export function makeOutlet(): Outlet {
  const store: Store = { held: [], put$: new Subject(), asked$: new Subject(), isAsked: false }
  const { held, put$, asked$ } = store
  let isTold = true
  return {
    put(frame) {
      const last = held.at(-1)
      if (last?.isTold === isTold) last.frames.push(frame)
      else held.push({ frames: [frame], isTold })
      put$.next()
    },
    beginAnew() {
      isTold = false
      held.push({ frames: [], isTold, isAnew: true })
      put$.next()
    },
    tellAgain() {
      isTold = true
    },
    fail: (error) => put$.error(error),
    taken: () => (store.isAsked && held.length === 0 ? Promise.resolve() : firstValueFrom(asked$)),
    played: () => played(store),
  }
}

async function* played(store: Store): AsyncGenerator<Played> {
  const { held, put$, asked$ } = store
  for (;;) {
    const next = held.shift()
    if (next) {
      yield next
      continue
    }
    store.isAsked = true
    asked$.next()
    // What was asked for may be there at once.
    if (held.length === 0) await firstValueFrom(put$)
    store.isAsked = false
  }
}
