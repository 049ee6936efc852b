import { expect, it } from 'vitest'
import { readParam } from '../../src/cli/read-param.ts'

it.each([
  ['7', 7],
  ['-1.50', -1.5],
  ['0', 0],
  ['0.5', 0.5],
  ['9007199254740991', 9007199254740991],
  ['007', '007'],
  ['-01', '-01'],
  ['9007199254740992', '9007199254740992'],
  ['1e3', '1e3'],
  ['2026-11-20', '2026-11-20'],
  ['', ''],
  ['a=b\nc', 'a=b\nc'],
])('takes %j as what it is written as', (text, value) => {
  expect(readParam(`b=${text}`, { a: 1 })).toEqual({ a: 1, b: value })
})

it('refuses what has no name', () => {
  expect(() => readParam('7', {})).toThrow('"7" is no parameter: name=value is expected.')
})
