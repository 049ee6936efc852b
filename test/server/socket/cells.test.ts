import { expect, it } from 'vitest'
import {
  asText,
  cellsOf,
  changes,
  cutter,
  inCells,
  losesPlaces,
  printCells,
} from '../../../src/server/socket/cells.ts'
import { fc, test } from '../../property-tests.ts'

const value = fc.oneof(
  fc.integer(),
  fc.string({ maxLength: 5 }),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 2 }),
)
const row = fc.dictionary(fc.string({ maxLength: 3 }), value, { maxKeys: 3, noNullPrototype: true })
const rows = fc.dictionary(fc.constantFrom('FPT', 'HPG', 'VCB'), row, { noNullPrototype: true })
const state = fc.record({ quotes: rows, prices: rows, feed: row, foreign: fc.option(row), n: value })

/** What a client does with a change. */
function folded(before: Record<string, unknown>, delta: Record<string, unknown>) {
  const after = { ...before }
  for (const [key, change] of Object.entries(delta))
    after[key] =
      key === 'quotes' || key === 'prices' ? { ...(before[key] as object), ...(change as object) } : change
  return after
}

test.prop([fc.oneof(state, value)])('a state in cells is the same text', (made) => {
  expect(printCells(cellsOf(made))).toBe(JSON.stringify(made))
  expect(asText(inCells(JSON.stringify(made)))).toBe(JSON.stringify(made))
})

test.prop([fc.array(fc.oneof(state, value), { maxLength: 6 }), fc.infiniteStream(fc.boolean())])(
  'states that are cut one after the other are the same text, whatever they have in common',
  (made, coins) => {
    const cut = cutter()
    const kept = (value: unknown, before: unknown): unknown => {
      const isSame = coins.next().value === true
      if (isSame && before !== undefined) return before
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      const known = before as Record<string, unknown> | null | undefined
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, kept(each, known?.[key])]))
    }
    let before: unknown
    for (const each of made) {
      const next = kept(each, before)
      expect(printCells(cut(next))).toBe(JSON.stringify(next))
      before = next
    }
  },
)

test.prop([state, state])(
  'the changes make the next state of the one before, where nothing is gone',
  (before, after) => {
    const [old, now] = [cellsOf(before), cellsOf(after)]
    fc.pre(!losesPlaces(old, now))
    const delta = JSON.parse(printCells(changes(old, now))) as Record<string, unknown>
    expect(folded(before, delta)).toEqual(after)
  },
)

it('has no cell for what does not stand in JSON', () => {
  expect(printCells(cellsOf({ a: 1, b: undefined, quotes: { FPT: undefined, HPG: {} } }))).toBe(
    '{"a":1,"quotes":{"HPG":{}}}',
  )
})

it('writes a row anew only where it is another', () => {
  let written = 0
  const row = () => ({ toJSON: () => (written += 1) })
  const [cut, feed, quotes] = [cutter(), row(), { FPT: row(), HPG: row() }]
  cut({ feed, quotes })
  expect(written).toBe(3)
  const before = cut({ feed, quotes })
  expect(written).toBe(3)
  const after = cut({ feed, quotes: { ...quotes, HPG: row() } })
  expect(written).toBe(4)
  expect(printCells(changes(before, after))).toBe('{"quotes":{"HPG":4}}')
})
