import { expect, it } from 'vitest'
import {
  asText,
  cellsOf,
  changes,
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
