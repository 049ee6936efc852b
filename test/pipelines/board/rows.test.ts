import { describe, expect, it } from 'vitest'
import { rows } from '../../../pipelines/board/rows.ts'
import { fc, test } from '../../property-tests.ts'

const KEYS = ['AAA', 'BBB', 'CCC', 'toString'] as const
const step = fc.oneof(
  fc.record({ set: fc.constantFrom(...KEYS), to: fc.option(fc.nat(3), { nil: undefined }) }),
  fc.record({ read: fc.shuffledSubarray([...KEYS]) }),
  fc.constant('again' as const),
  fc.constant('clear' as const),
)

/** Rows of a table that anybody may change, and what they were made of so far. */
function table() {
  const values = new Map<string, number>()
  const made: string[] = []
  const shown = rows((key) => {
    made.push(key)
    const value = values.get(key)
    return value === undefined ? undefined : { value }
  })
  return {
    shown,
    values,
    made,
    set: (key: string, value: number | undefined) => {
      if (value === undefined) values.delete(key)
      else values.set(key, value)
      shown.changed(key)
    },
  }
}

const expected = (values: ReadonlyMap<string, number>, keys: readonly string[]) =>
  keys.filter((key) => values.has(key)).map((key) => [key, { value: values.get(key) }])

test.prop([fc.array(step, { maxLength: 30 })])(
  'rows are what would be made anew, in the order of the keys',
  (steps) => {
    const { shown, values, set } = table()
    let keys: readonly string[] = []
    for (const each of steps) {
      if (each === 'clear') {
        values.clear()
        shown.clear()
      } else if (each !== 'again' && 'set' in each) set(each.set, each.to)
      else if (each !== 'again') keys = each.read
      expect(Object.entries(shown.of(keys))).toEqual(expected(values, keys))
    }
  },
)

test.prop([fc.array(step, { maxLength: 30 })])('they are that whenever they are read', (steps) => {
  const { shown, values, set } = table()
  let keys: readonly string[] = []
  for (const each of steps) {
    if (each === 'clear') {
      values.clear()
      shown.clear()
    } else if (each === 'again') expect(Object.entries(shown.of(keys))).toEqual(expected(values, keys))
    else if ('set' in each) set(each.set, each.to)
    else keys = each.read
  }
})

describe('rows', () => {
  const keys = ['AAA', 'BBB']

  it('are the same record while nothing in it changed', () => {
    const { shown, set } = table()
    set('AAA', 1)
    const before = shown.of(keys)
    set('ZZZ', 1)
    expect(shown.of(keys)).toBe(before)
  })

  it('are made anew where they changed, and nowhere else', () => {
    const { shown, set, made } = table()
    set('AAA', 1)
    set('BBB', 1)
    const before = shown.of(keys)
    made.length = 0
    set('BBB', 2)
    const after = shown.of(keys)
    expect(made).toEqual(['BBB'])
    expect(after['AAA']).toBe(before['AAA'])
    expect(before['BBB']).toEqual({ value: 1 })
    expect(after['BBB']).toEqual({ value: 2 })
  })

  it('are not forgotten where one could not be made', () => {
    let isBroken = true
    const shown = rows((key) => {
      if (isBroken) throw new Error('no row')
      return key
    })
    expect(() => shown.of(keys)).toThrow('no row')
    isBroken = false
    expect(shown.of(keys)).toEqual({ AAA: 'AAA', BBB: 'BBB' })
    isBroken = true
    shown.changed('BBB')
    expect(() => shown.of(keys)).toThrow('no row')
    isBroken = false
    expect(shown.of(keys)).toEqual({ AAA: 'AAA', BBB: 'BBB' })
  })
})
