/** Lines shown around each difference, and lines shown in all. */
const AROUND = 2
const SHOWN = 40
/** Above so many pairs of lines to compare, a stretch is shown as replaced as a whole. */
const PAIRS = 4_000_000

/** A line that stands on both sides, on the expected one, or on the other. */
interface Edit {
  readonly sign: ' ' | '-' | '+'
  readonly line: string
  /** Its place among the expected lines, from 1; for a new one the place before which it came. */
  readonly place: number
}

/**
 * How lines differ from those that are expected, as a text: `-` is expected and did not come, `+` came. Each difference with two lines
 * around it and the place in the expected lines; 40 lines at most, then how many more there are. Empty when nothing differs.
 */
export function lineDiff(expected: readonly string[], actual: readonly string[]): string {
  const edits = editsOf(expected, actual)
  const near = placesNear(edits)
  const shown = near.slice(0, SHOWN).flatMap((place, i) => {
    const edit = edits[place]
    if (!edit) return []
    const begins = near[i - 1] === place - 1 ? [] : [`@ line ${edit.place}`]
    return [...begins, `${edit.sign} ${edit.line}`]
  })
  const left = near.slice(SHOWN).filter((place) => edits[place]?.sign !== ' ').length
  return [...shown, ...(left > 0 ? [`… and ${left} more`] : [])].join('\n')
}

/** The places of changes and of the lines around them, in order. */
function placesNear(edits: readonly Edit[]): readonly number[] {
  const near = new Set<number>()
  for (const [i, { sign }] of edits.entries()) {
    if (sign === ' ') continue
    const until = Math.min(edits.length - 1, i + AROUND)
    for (let place = Math.max(0, i - AROUND); place <= until; place++) near.add(place)
  }
  return [...near]
}

function editsOf(expected: readonly string[], actual: readonly string[]): readonly Edit[] {
  const shorter = Math.min(expected.length, actual.length)
  let head = 0
  while (head < shorter && expected[head] === actual[head]) head++
  let tail = 0
  while (tail < shorter - head && expected.at(-1 - tail) === actual.at(-1 - tail)) tail++
  const same = (from: number, until: number) =>
    expected.slice(from, until).map((line, i): Edit => ({ sign: ' ', line, place: from + i + 1 }))
  const middle = changesOf(
    expected.slice(head, expected.length - tail),
    actual.slice(head, actual.length - tail),
  )
  return [
    ...same(0, head),
    ...middle.map((edit) => ({ ...edit, place: edit.place + head })),
    ...same(expected.length - tail, expected.length),
  ]
}

/** The fewest changes that make one list of the other; all of both where they are too long to find those. */
function changesOf(from: readonly string[], to: readonly string[]): readonly Edit[] {
  const [edits, i, j] =
    from.length * to.length > PAIRS ? ([[], 0, 0] as const) : walked(from, to, commonLines(from, to))
  return [
    ...edits,
    ...from.slice(i).map((line, k): Edit => ({ sign: '-', line, place: i + k + 1 })),
    ...to.slice(j).map((line): Edit => ({ sign: '+', line, place: from.length + 1 })),
  ]
}

/** The changes until one of the lists ends, and the places in both. */
function walked(
  from: readonly string[],
  to: readonly string[],
  common: (i: number, j: number) => number,
): readonly [edits: readonly Edit[], i: number, j: number] {
  const edits: Edit[] = []
  let [i, j] = [0, 0]
  const next = (): Edit['sign'] => {
    if (from[i] === to[j]) return ' '
    return common(i + 1, j) < common(i, j + 1) ? '+' : '-'
  }
  while (i < from.length && j < to.length) {
    const sign = next()
    edits.push({ sign, line: (sign === '+' ? to[j] : from[i]) ?? '', place: i + 1 })
    if (sign !== '+') i++
    if (sign !== '-') j++
  }
  return [edits, i, j]
}

/** How many lines, in order, the ends of two lists have in common, from a place of each. */
function commonLines(from: readonly string[], to: readonly string[]): (i: number, j: number) => number {
  const width = to.length + 1
  const counts = new Uint32Array((from.length + 1) * width)
  const at = (i: number, j: number) => counts[i * width + j] ?? 0
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      counts[i * width + j] = from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  return at
}
