import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { difference, hashes, type Relation } from './difference.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vnflow-difference-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

let runs = 0
/** A recorded run with one track. */
function recorded(text: string | undefined, track = 'outputs'): string {
  const dir = join(folder, String((runs += 1)))
  mkdirSync(dir)
  if (text !== undefined) writeFileSync(join(dir, `${track}.txt`), text)
  return dir
}

const compared = (expected: string, actual: string | undefined, relation: Relation = 'whole') =>
  difference(recorded(expected), recorded(actual), { relation })

describe('the difference of two recorded runs', () => {
  it('is none where they are the same', () => {
    expect(compared('a\nb\nc\n', 'a\nb\nc\n')).toBeUndefined()
  })

  it('is the first line that differs, of both', () => {
    const found = compared('a\nb 1\nc\n', 'a\nb 2\nd\n')
    expect(found).toMatch(/^outputs: line 2 differs at byte 2\nexpected b 1\n {2}actual b 2\n/)
  })

  it.each([
    ['that is missing', 'a\nb\n', 'a\n', /line 2 .*\nexpected b\n {2}actual \(nothing\)/],
    ['that is too many', 'a\n', 'a\nb\n', /line 2 .*\nexpected \(nothing\)\n {2}actual b/],
    ['in another place', 'a\nb\n', 'b\na\n', /line 1 .*\nexpected a\n {2}actual b/],
    ['without its end', 'a\nb\n', 'a\nb', /line 2 /],
  ])('sees a line %s', (_what, expected, actual, found) => {
    expect(compared(expected, actual)).toMatch(found)
  })

  it('sees a track that one of them has not', () => {
    expect(compared('a\n', undefined)).toMatch(/^outputs: line 1 .*\nexpected a\n {2}actual \(nothing\)/)
    expect(difference(recorded(undefined), recorded('a\n', 'rows'), { relation: 'whole' })).toMatch(/^rows: /)
    expect(
      difference(recorded('a\n'), recorded(undefined), { relation: 'whole', except: ['outputs'] }),
    ).toBeUndefined()
  })

  it('tells the place in a long line', () => {
    const [before, after] = ['x'.repeat(5_000), 'y'.repeat(5_000)]
    const found = compared(`${before}1${after}\n`, `${before}2${after}\n`)
    expect(found).toMatch(
      /^outputs: line 1 differs at byte 5000\nexpected …x{60}1y+…\n {2}actual …x{60}2y+…\n/,
    )
  })

  it('lets a run that was killed break off, in a line, too, and nothing else', () => {
    expect(compared('a\nb\nc\n', 'a\nb\nno', 'beginning')).toBeUndefined()
    expect(compared('a\nb\nc\n', 'a\nx\n', 'beginning')).toMatch(/line 2 .*\nexpected b\n {2}actual x/)
    expect(compared('a\n', 'a\nb\n', 'beginning')).toMatch(/line 2 .*\nexpected \(nothing\)\n {2}actual b/)
  })

  it('lets a run that went on begin later, and nothing else', () => {
    expect(compared('a\nb\nc\n', 'b\nc\n', 'end')).toBeUndefined()
    expect(compared('a\nb\nc\n', 'x\nc\n', 'end')).toMatch(/line 2 .*\nexpected b\n {2}actual x/)
    expect(compared('a\nb\nc\n', 'b\n', 'end')).toMatch(/line 3 .*\nexpected c\n {2}actual b/)
  })
})

it('gives a hash of each track, another one for another byte', () => {
  const [one, same, another] = ['a\n', 'a\n', 'b\n'].map((text) => hashes(recorded(text)))
  expect(one).toEqual(same)
  expect(one?.['outputs']).toMatch(/^[0-9a-f]{64}$/)
  expect(another).not.toEqual(one)
})
