import { describe, expect, it } from 'vitest'
import { keptBytes } from '../../src/journal/kept-bytes.ts'
import { readSnapshot, snapshotBytes, writingSnapshot } from '../../src/journal/snapshot-bytes.ts'
import { fc, test } from '../property-tests.ts'

const copyOf = <T>(data: T): T => readSnapshot(snapshotBytes(data)) as T

/** Numbers as they are in states: none is another one afterwards, NaN and -0 among them. */
const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, -Infinity, -0))
const anyLeaf = fc.oneof(
  anyNumber,
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(undefined),
  fc.constant(null),
  fc.float64Array({ maxLength: 40 }),
)
const anyRecord = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  fc.oneof(anyLeaf, fc.array(anyLeaf, { maxLength: 5 })),
  { maxKeys: 6, noNullPrototype: true },
)
const anyMap = fc.array(fc.tuple(fc.oneof(fc.string(), fc.integer()), anyRecord), { maxLength: 300 })
const anyState = fc.record(
  { now: anyNumber, byKey: anyMap.map((entries) => new Map(entries)), more: anyRecord },
  { noNullPrototype: true },
)

describe('snapshot bytes', () => {
  test.prop([fc.array(fc.array(anyState, { maxLength: 2 }), { maxLength: 3 })])(
    'are read as exactly what was written',
    (states) => {
      expect(copyOf(states)).toStrictEqual(states)
    },
  )

  test.prop([anyMap.map((entries) => new Map(entries))])('keep the order of a map', (map) => {
    expect([...copyOf({ map }).map.keys()]).toEqual([...map.keys()])
  })

  it('keep what is one object in two places one object, across the steps of a map, too', () => {
    const accounts = new Map(Array.from({ length: 500 }, (_, i) => [`S${i}`, { volume: i }]))
    const active = accounts.get('S499')
    const moving = new Set([accounts.get('S3'), accounts.get('S300')])
    const copy = copyOf({ accounts, active, moving })
    expect(copy.active).toBe(copy.accounts.get('S499'))
    expect([...copy.moving]).toEqual([{ volume: 3 }, { volume: 300 }])
    expect([...copy.moving][1]).toBe(copy.accounts.get('S300'))
  })

  it('know a field that is undefined from one that is not there', () => {
    expect(Object.keys(copyOf({ bid: undefined, ask: 1 }))).toEqual(['bid', 'ask'])
  })

  it('are written in many small steps', () => {
    const states = Array.from(
      { length: 5 },
      () => new Map(Array.from({ length: 1_000 }, (_, i) => [i, { i }])),
    )
    expect([...writingSnapshot({ states }, keptBytes())].length).toBeGreaterThan(5 * 15)
  })

  it('hold no function', () => {
    expect(() => snapshotBytes({ clock: () => 1 })).toThrow('could not be cloned')
  })
})
