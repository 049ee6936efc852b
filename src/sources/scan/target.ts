import { buffer, setApart } from './memory.ts'
import { textAt } from './scan-text.ts'

/** What a place has, as its mark beyond the count of the object. */
export const NUMBER = 1
export const TEXT = 2
export const NULL = 3
export const INNER = 4

/** How far the counts of objects lie apart: marks are between them. */
const TURN = 8

/** Where the values of an object go, by place; place 0 takes what nobody asks for. */
export interface Target {
  /** What each place has: the count of the object that has it, plus `NUMBER`, … Place 0 is the count of the last object. */
  readonly marks: Int32Array
  /** Numbers, `NaN` where there is none. */
  readonly numbers: Float64Array
  /** Texts, which may be numbers: where each begins and ends among what is scanned. */
  readonly texts: Int32Array
  /** What stands for the places that the shape's `inner` reads. */
  readonly inners: readonly unknown[]
}

/** Room for the values of an object, of so many places with place 0. */
export function target(size: number, inners: Readonly<Record<number, unknown>> = {}): Target {
  return {
    marks: new Int32Array(buffer, setApart(size * 4), size),
    numbers: new Float64Array(buffer, setApart(size * 8), size),
    texts: new Int32Array(buffer, setApart(size * 8), size * 2),
    inners: Array.from({ length: size }, (_, place) => inners[place]),
  }
}

/** Begins the next object: it has nothing yet. The scanner sets the numbers to `NaN`. */
export function begin({ marks }: Target): void {
  marks[0] = ((marks[0] ?? 0) + TURN) | 0
}

/** What a place of the last object has; 0 for nothing, which a place without a mark of it also is. */
export function markAt({ marks }: Target, place: number): number {
  const mark = (marks[place] ?? 0) - (marks[0] ?? 0)
  return mark > 0 && mark < TURN ? mark : 0
}

/** The value of a place as JSON has it; `undefined` where it is absent or null. */
export function valueAt(target: Target, place: number): unknown {
  const { texts } = target
  switch (markAt(target, place)) {
    case NUMBER:
      return target.numbers[place]
    case TEXT:
      return textAt(texts[2 * place] ?? 0, texts[2 * place + 1] ?? 0)
    case INNER:
      return target.inners[place]
    default:
      return undefined
  }
}
