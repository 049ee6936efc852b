import { describe, expect, it } from 'vitest'
import { decodeDnseRest } from '../../../src/sources/dnse/decode-rest.ts'
import { fc, test } from '../../property-tests.ts'
import { type Content, frame, instrumentRows, RECEIVED, sample } from './samples.ts'

const answer = (endpoint: string, body: unknown) =>
  decodeDnseRest(frame(JSON.stringify({ endpoint, body }), 'dnse-rest'))
const instruments = (...rows: readonly Content[]) =>
  answer('instruments', { data: rows, total: rows.length, page: 1 })
const stamp = { seq: 7, exchangeTime: 0, receivedTime: RECEIVED }

describe('the answer of instruments', () => {
  it('is the list of securities, and the members of each index', () => {
    expect(instruments(...instrumentRows)).toStrictEqual([
      {
        kind: 'securities',
        ...stamp,
        securities: [
          { symbol: 'XYZ', venue: 'HOSE', instrument: 'stock', name: 'Công ty Xyz' },
          { symbol: 'PVS', venue: 'HNX', instrument: 'stock', name: 'Pvs' },
          { symbol: 'E1VFVN30', venue: 'HOSE', instrument: 'etf', name: 'ETF VN30' },
          { symbol: '41I1FB000', venue: 'DERIVATIVES', instrument: 'future', name: 'VN30F2511' },
        ],
      },
      { kind: 'members', ...stamp, indexId: 'VN100', symbols: ['XYZ'] },
      { kind: 'members', ...stamp, indexId: 'VN30', symbols: ['XYZ'] },
      { kind: 'members', ...stamp, indexId: 'HNX30', symbols: ['PVS'] },
      { kind: 'members', ...stamp, indexId: 'HNXINDEX', symbols: ['PVS'] },
    ])
  })

  it.each([
    [{ securityGroupId: 7 }, 'stock'],
    [{ securityGroupId: '3' }, 'warrant'],
    [{ securityGroupId: 'BS' }, 'bond'],
    [{ securityGroupId: null }, 'stock'],
    [{ securityGroupId: undefined, marketId: 3, symbol: '41I1FB000' }, 'future'],
  ])('takes %j for a %s', (changes, instrument) => {
    expect(instruments({ ...instrumentRows[0], indexName: [], ...changes })).toMatchObject([
      { securities: [{ instrument }] },
    ])
  })

  it('leaves out bonds of their own markets, and rights', () => {
    const [share] = instrumentRows
    const left = [
      { ...share, symbol: 'BAB122030', marketId: 'HCX', securityGroupId: 'BS' },
      { ...share, symbol: 'XYZR1', securityGroupId: 'SR' },
    ]
    expect(instruments(share, ...left)).toMatchObject([
      { kind: 'securities', securities: [{ symbol: 'XYZ' }] },
      { kind: 'members' },
      { kind: 'members' },
    ])
  })

  it('leaves out rows that cannot be read, and says so once', () => {
    const [share] = instrumentRows
    const bad = [
      { ...share, symbol: 'xyz' },
      { ...share, marketId: 'NYSE' },
      { ...share, securityGroupId: 'ZZ' },
      { ...share, indexName: 'VN30' },
    ]
    expect(instruments(...bad, share).map((event) => event.kind)).toEqual([
      'securities',
      'members',
      'members',
      'rejected',
    ])
    expect(instruments(...bad, share).at(-1)).toMatchObject({
      reason: '4 securities left out: symbol is "xyz", expected a code of 2 to 12 letters A-Z and digits',
    })
    expect(instruments(...bad)).toMatchObject([{ kind: 'rejected' }])
  })
})

describe('the answer of secdef', () => {
  const { T, time, ...row } = sample('sd')

  it('is limits and status, at the time at which it came', () => {
    expect([T, time]).not.toContain(undefined)
    expect(answer('secdef', [row])).toMatchObject([
      { kind: 'band', exchangeTime: RECEIVED, symbol: 'XYZ', reference: 3_100_000 },
      { kind: 'status', exchangeTime: RECEIVED, status: 'NO_HALT' },
    ])
  })

  it('may hold several boards, of which the round lots count', () => {
    expect(answer('secdef', [{ ...row, boardId: 'G4', ceilingPrice: 99 }, row])).toMatchObject([
      { kind: 'band', ceiling: 3_315_000 },
      { kind: 'status' },
    ])
  })

  it('may be one row without a list, or a list in data', () => {
    expect(answer('secdef', row)).toStrictEqual(answer('secdef', [row]))
    expect(answer('secdef', { data: [row] })).toStrictEqual(answer('secdef', [row]))
  })

  it('is rejected row by row', () => {
    expect(answer('secdef', [{ ...row, floorPrice: -1 }, row])).toMatchObject([
      {
        kind: 'rejected',
        reason: 'floorPrice is -1, expected a price above 0, to a hundredth of a VND or a point',
      },
      { kind: 'band' },
      { kind: 'status' },
    ])
  })
})

describe('anything else', () => {
  it.each([
    ['an unknown endpoint', 'accounts', {}, 'endpoint is "accounts", expected instruments or secdef'],
    ['an empty list', 'instruments', { data: [], total: 0 }, 'expected rows'],
    [
      'an error',
      'secdef',
      { status: 400, code: 'OA-003', message: 'Bad input' },
      'body is "Bad input", expected rows',
    ],
    ['nothing', 'secdef', null, 'body is null, expected rows'],
    ['text', 'instruments', 'no', 'body is "no", expected rows'],
  ])('is rejected: %s', (_, endpoint, body, expected) => {
    expect(answer(endpoint, body)).toMatchObject([
      { kind: 'rejected', reason: expect.stringContaining(expected) as string },
    ])
  })

  test.prop([fc.constantFrom('instruments', 'secdef'), fc.jsonValue()])('never throws', (endpoint, body) => {
    for (const event of answer(endpoint, body)) expect(event).toMatchObject({ seq: 7 })
  })
})
