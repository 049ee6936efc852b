import { describe, expect, it } from 'vitest'
import { lineDiff } from '../../src/testing/line-diff.ts'
import { fc, test } from '../property-tests.ts'

const lines = (text: string) => text.split('')

describe('lineDiff', () => {
  it.each([
    ['nothing, of the same', 'abc', 'abc', ''],
    ['a line that is missing', 'abcdefg', 'abcefg', '@ line 2\n  b\n  c\n- d\n  e\n  f'],
    ['a line that is new', 'abcdef', 'abcxdef', '@ line 2\n  b\n  c\n+ x\n  d\n  e'],
    ['a line that is another', 'abc', 'axc', '@ line 1\n  a\n- b\n+ x\n  c'],
    [
      'differences far apart',
      'abcdefghij',
      'xbcdefghiy',
      '@ line 1\n- a\n+ x\n  b\n  c\n@ line 8\n  h\n  i\n- j\n+ y',
    ],
    ['all of it, where nothing was', '', 'ab', '@ line 1\n+ a\n+ b'],
  ])('shows %s', (_, expected, actual, diff) => {
    expect(lineDiff(lines(expected), lines(actual))).toBe(diff)
  })

  it('shows forty lines, and how many more differ', () => {
    const old = Array.from({ length: 100 }, (_, i) => `old ${i}`)
    const diff = lineDiff(old, []).split('\n')
    expect(diff).toHaveLength(42)
    expect(diff.at(-1)).toBe('… and 60 more')
  })

  it('shows long stretches as replaced, without comparing each with each', () => {
    const old = Array.from({ length: 3_000 }, (_, i) => `old ${i}`)
    const now = Array.from({ length: 3_000 }, (_, i) => `new ${i}`)
    expect(lineDiff(old, now)).toMatch(/… and 5960 more$/)
  })

  const few = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 })
  test.prop([few, few])('makes the one of the other', (expected, actual) => {
    const diff = lineDiff(expected, actual).split('\n')
    const changes = (sign: string) => diff.filter((line) => line.startsWith(sign)).length
    expect(expected.length - changes('- ') + changes('+ ')).toBe(actual.length)
    expect(changes('- ') + changes('+ ') === 0).toBe(expected.join() === actual.join())
  })
})
