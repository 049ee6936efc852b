import { difference, lineCount, linesOf, type Relation } from './difference.ts'
import { placeOf } from './recorder.ts'

/** One life of a live run, as it was recorded. */
export interface LiveLife {
  readonly dir: string
  /** The first is what its replay begins with, the last what it ends with. */
  readonly relation: Relation
}

interface Shown {
  readonly place: string
  readonly text: string
}

/** The states that a life pushed; their places are counted from the first output of the log, of `all` outputs. */
function shownIn({ dir, relation }: LiveLife, all: number): readonly Shown[] {
  const before = relation === 'end' ? all - lineCount(dir, 'outputs') : 0
  return linesOf(dir, 'shown').map((line) => {
    const [outputs = '', channel = ''] = line.split(' ', 2)
    const text = line.slice(outputs.length + channel.length + 2)
    return { place: placeOf(Number(outputs) + before, channel), text }
  })
}

/** The places at which a live run pushed states, among all outputs of its log. */
export const placesOf = (lives: readonly LiveLife[], all: number): ReadonlySet<string> =>
  new Set(lives.flatMap((life) => shownIn(life, all).map(({ place }) => place)))

/** What is compared otherwise, or told anew by each life of a program. */
const apart: Readonly<Record<Relation, readonly string[]>> = {
  whole: ['shown'],
  beginning: ['shown', 'shown-last'],
  end: ['shown', 'sent-status'],
}

/** The first thing in which a live run is not what its replay is; `undefined` where there is none. */
export function liveDifference(replayed: string, lives: readonly LiveLife[]): string | undefined {
  const all = lineCount(replayed, 'outputs')
  const states = new Map(
    shownIn({ dir: replayed, relation: 'whole' }, all).map(({ place, text }) => [place, text]),
  )
  for (const life of lives) {
    const { dir, relation } = life
    const found =
      difference(replayed, dir, { relation, except: apart[relation] }) ?? ofStates(states, shownIn(life, all))
    if (found !== undefined) return `${found}\n  ${dir}`
  }
  return undefined
}

function ofStates(states: ReadonlyMap<string, string>, shown: readonly Shown[]): string | undefined {
  for (const { place, text } of shown) {
    const expected = states.get(place)
    if (expected !== text)
      return `shown after ${place}:\nexpected ${expected ?? '(nothing)'}\n  actual ${text}`
  }
  return undefined
}
