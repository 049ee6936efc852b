import { describe, expect, it } from 'vitest'
import { type ChannelFrame, eventReader, stateReader } from '../../client/reader.ts'
import { fc, test } from '../property-tests.ts'

type State = Readonly<Record<string, number>>

const isState = (json: unknown): json is State =>
  typeof json === 'object' && json !== null && Object.values(json).every((cell) => typeof cell === 'number')
const merge = (state: State, delta: unknown): unknown => ({ ...state, ...(delta as State) })
const isText = (json: unknown): json is string => typeof json === 'string'

const frame = (type: 'snapshot' | 'delta' | 'event', seq: number, data: unknown) =>
  ({ type, channel: 'x', seq, time: '', feed: {}, data }) as ChannelFrame
const loss = (seq: number, missing: number): ChannelFrame => ({
  type: 'loss',
  channel: 'x',
  seq,
  time: '',
  data: { missing },
})
const value = (of: unknown) => ({ kind: 'value', value: of })

describe('stateReader', () => {
  it('folds changes into the snapshot', () => {
    const reader = stateReader(isState, merge)
    expect(reader.seq()).toBeUndefined()
    expect(reader.read(frame('snapshot', 7, { a: 1, b: 1 }))).toEqual([value({ a: 1, b: 1 })])
    expect(reader.read(frame('delta', 8, { b: 2 }))).toEqual([value({ a: 1, b: 2 })])
    expect(reader.read(frame('snapshot', 9, { b: 3 }))).toEqual([value({ b: 3 })])
    expect(reader.seq()).toBe(9)
  })

  it('passes changes over that it had, or that come before a snapshot', () => {
    const reader = stateReader(isState, merge)
    expect(reader.read(frame('delta', 1, { a: 1 }))).toEqual([])
    reader.read(frame('snapshot', 7, { a: 1 }))
    expect(reader.read(frame('delta', 7, { a: 0 }))).toEqual([])
    expect(reader.seq()).toBe(7)
  })

  it('tells a loss, and of a hole that nobody told', () => {
    const reader = stateReader(isState, merge)
    reader.read(frame('snapshot', 7, { a: 1 }))
    expect(reader.read(loss(9, 2))).toEqual([{ kind: 'loss', missing: 2 }])
    expect(reader.read(frame('delta', 10, { a: 2 }))).toEqual([value({ a: 2 })])
    expect(reader.read(frame('delta', 12, { a: 3 }))).toEqual([{ kind: 'hole' }])
    expect(reader.seq()).toBeUndefined()
    expect(reader.read(frame('delta', 13, { a: 4 }))).toEqual([])
    expect(reader.read(frame('snapshot', 13, { a: 4 }))).toEqual([value({ a: 4 })])
  })

  it('does not build upon what it was told to forget', () => {
    const reader = stateReader(isState, merge)
    reader.read(frame('snapshot', 7, { a: 1 }))
    reader.forget()
    expect(reader.seq()).toBeUndefined()
    expect(reader.read(frame('delta', 8, { a: 2 }))).toEqual([])
  })

  it('tells nothing of a state that is not there, and rejects what is none', () => {
    const reader = stateReader(isState, merge)
    expect(reader.read(frame('snapshot', 7, null))).toEqual([])
    expect(reader.read(frame('delta', 8, { a: 1 }))).toEqual([{ kind: 'hole' }])
    expect(reader.read(frame('snapshot', 9, { a: 'x' }))).toMatchObject([{ kind: 'rejected' }])
  })

  const cells = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer())
  test.prop([cells, fc.array(cells)])('shows what the server has, whatever changed', (first, changes) => {
    const reader = stateReader(isState, merge)
    reader.read(frame('snapshot', 0, first))
    let state = first
    for (const [i, change] of changes.entries()) {
      state = { ...state, ...change }
      expect(reader.read(frame('delta', i + 1, change))).toEqual([value(state)])
    }
  })
})

describe('eventReader', () => {
  it('tells those of the snapshot and each after it', () => {
    const reader = eventReader(isText)
    expect(reader.read(frame('snapshot', 7, ['a', 'b']))).toEqual([value('a'), value('b')])
    expect(reader.read(frame('event', 8, 'c'))).toEqual([value('c')])
    expect(reader.read(frame('event', 9, 'c'))).toEqual([value('c')])
    expect(reader.seq()).toBe(9)
  })

  it('tells of a snapshot that comes again only what is new', () => {
    const reader = eventReader(isText)
    reader.read(frame('snapshot', 7, ['a']))
    reader.read(frame('event', 8, 'b'))
    expect(reader.read(frame('snapshot', 1_000, ['a', 'b', 'c']))).toEqual([value('c')])
  })

  it('tells losses, also one that the server did not tell', () => {
    const reader = eventReader(isText)
    reader.read(frame('snapshot', 7, []))
    expect(reader.read(loss(9, 2))).toEqual([{ kind: 'loss', missing: 2 }])
    expect(reader.read(frame('event', 10, 'a'))).toEqual([value('a')])
    expect(reader.read(frame('event', 13, 'b'))).toEqual([{ kind: 'loss', missing: 2 }, value('b')])
  })

  it('rejects what is no event, and remembers no more than the newest', () => {
    const reader = eventReader(isText)
    expect(reader.read(frame('event', 1, 7))).toMatchObject([{ kind: 'rejected' }])
    const many = Array.from({ length: 1_001 }, (_, i) => String(i))
    reader.read(frame('snapshot', 2, many))
    expect(reader.read(frame('snapshot', 3, ['1000', '0']))).toEqual([value('0')])
  })
})

describe('where a replay goes elsewhere', () => {
  const at = (timeline: number | undefined, seq: number, data: unknown) =>
    ({ ...frame('snapshot', seq, data), ...(timeline !== undefined && { timeline }) }) as ChannelFrame
  const moved = { kind: 'moved' }

  it('a state says so before what it is there, also to who was away or forgot', () => {
    const reader = stateReader(isState, merge)
    expect(reader.read(at(1, 7, { a: 1 }))).toEqual([value({ a: 1 })])
    expect(reader.read(at(1, 8, { a: 2 }))).toEqual([value({ a: 2 })])
    expect(reader.read(at(2, 9, { a: 1 }))).toEqual([moved, value({ a: 1 })])
    reader.forget()
    expect(reader.read(at(3, 90, { a: 3 }))).toEqual([moved, value({ a: 3 })])
    expect(reader.read(at(undefined, 1, { a: 4 }))).toEqual([moved, value({ a: 4 })])
  })

  it('events say so, and those are told again that are there', () => {
    const reader = eventReader(isText)
    reader.read(at(1, 7, ['a']))
    reader.read(frame('event', 8, 'b'))
    expect(reader.read(at(1, 8, ['a', 'b', 'c']))).toEqual([value('c')])
    expect(reader.read(at(2, 9, ['a']))).toEqual([moved, value('a')])
    expect(reader.read(frame('event', 10, 'b'))).toEqual([value('b')])
  })
})
