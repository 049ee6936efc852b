import type { Instant } from '../domain/time.ts'

/** Who has something to tell of one kind. Who has much to tell holds several places, and tells at the first of them. */
export interface Waiting<T> {
  readonly those: T[]
  /** When the turn of each comes at the earliest. In a row, for each step asks all of them and looks into few. */
  readonly turns: Instant[]
  /** The places that one holds, the first one first. */
  readonly placesOf: (one: T) => number[]
  /** Places given so far. */
  places: number
}

/** How the turns are taken. */
interface Turn<T> {
  readonly turnOf: (one: T) => Instant
  /** Gives whether there was anything to tell. */
  readonly tell: (one: T) => boolean
}

/** Nobody waits. */
export const nobodyWaiting = <T>(placesOf: Waiting<T>['placesOf']): Waiting<T> => ({
  those: [],
  turns: [],
  placesOf,
  places: 0,
})

/** Gives a place behind all others. */
export function wait<T>(waiting: Waiting<T>, one: T): void {
  const places = waiting.placesOf(one)
  if (places.length === 0) queue(waiting, one)
  places.push(++waiting.places)
}

function queue<T>({ those, turns }: Waiting<T>, one: T): void {
  those.push(one)
  turns.push(0)
}

/** Asks everyone anew: what the turns depend on has changed. Otherwise a turn only moves away while one waits. */
export function askAgain({ turns }: Pick<Waiting<unknown>, 'turns'>): void {
  turns.fill(0)
}

/** Lets those tell whose turn it is, by their places. Who has nothing to tell gives all places up; who told, the first one. */
export function takeTurns<T>(waiting: Waiting<T>, now: Instant, { turnOf, tell }: Turn<T>): void {
  for (const one of byPlace(waiting, called(waiting, now, turnOf))) {
    const places = waiting.placesOf(one)
    if (tell(one)) places.shift()
    else places.length = 0
    if (places.length > 0) queue(waiting, one)
  }
}

/** Takes those out whose turn it is. */
function called<T>({ those, turns }: Waiting<T>, now: Instant, turnOf: Turn<T>['turnOf']): readonly T[] {
  const ready: T[] = []
  let kept = 0
  for (const [i, earliest] of turns.entries()) {
    const one = those[i] as T
    const turn = earliest > now ? earliest : turnOf(one)
    if (turn <= now) {
      ready.push(one)
      continue
    }
    turns[kept] = turn
    if (kept < i) those[kept] = one
    kept++
  }
  if (ready.length > 0) {
    those.length = kept
    turns.length = kept
  }
  return ready
}

/** Lets everyone tell, by their places, and nobody waits any more. */
export function tellEveryone<T>(waiting: Waiting<T>, tell: Turn<T>['tell']): void {
  waiting.turns.length = 0
  for (const one of byPlace(waiting, waiting.those.splice(0))) {
    tell(one)
    waiting.placesOf(one).length = 0
  }
}

const byPlace = <T>({ placesOf }: Waiting<T>, those: readonly T[]): readonly T[] =>
  those.length > 1 ? those.toSorted((a, b) => (placesOf(a)[0] ?? 0) - (placesOf(b)[0] ?? 0)) : those
