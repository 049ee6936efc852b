import { describe, expect, it } from 'vitest'
import { makeRoleOf, mayAct } from '../../src/server/token.ts'

const tokens = { read: ['r1', 'r2'], trade: ['t'], admin: ['a'] }

describe('makeRoleOf', () => {
  it.each([
    ['none', [], undefined],
    ['an empty one', [''], undefined],
    ['an unknown one', ['x', 'r'], undefined],
    ['the first of its role', ['r1'], 'read'],
    ['the second of its role', ['r2'], 'read'],
    ['a known one among others', ['vnflow', 't'], 'trade'],
    ['several: the highest', ['r1', 'a', 't'], 'admin'],
  ])('gives who offers %s its role', (_what, offered, role) => {
    expect(makeRoleOf(tokens)(offered)).toBe(role)
  })

  it('lets everybody do everything where no token is set', () => {
    expect(makeRoleOf({ read: [], trade: [], admin: [] })([])).toBe('admin')
  })

  it('does not let in who has none as soon as one of any role is set', () => {
    expect(makeRoleOf({ read: [], trade: [], admin: ['a'] })(['b'])).toBeUndefined()
  })
})

it('may do what a lower role may, and not what a higher one may', () => {
  expect([mayAct('read', 'read'), mayAct('trade', 'read'), mayAct('admin', 'trade')]).toEqual([
    true,
    true,
    true,
  ])
  expect([mayAct('read', 'trade'), mayAct('trade', 'admin')]).toEqual([false, false])
})
