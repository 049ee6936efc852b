import { describe, expect, it } from 'vitest'
import { channelKinds, parseChannels, type Subscription, wants } from '../../../src/exchange/wire/channels.ts'

const parsed = (request: string): Subscription => {
  const subscription = parseChannels(request)
  if (typeof subscription === 'string') throw new Error(subscription)
  return subscription
}

describe('parseChannels', () => {
  it.each([
    ['X:SSI', { X: ['SSI'] }],
    ['X:SSI-PAN-VNM', { X: ['SSI', 'PAN', 'VNM'] }],
    ['X-QUOTE:ALL', { 'X-QUOTE': 'ALL' }],
    ['X-Trade:ssi', { 'X-TRADE': ['SSI'] }],
    ['F: SSI', { F: ['SSI'] }],
    ['MI:VN30-HNX30, R:ALL', { MI: ['VN30', 'HNX30'], R: 'ALL' }],
    ['X:SSI,X:PAN', { X: ['SSI', 'PAN'] }],
    ['X:SSI,X:ALL', { X: 'ALL' }],
    ['MI:NONE', { MI: [] }],
  ])('reads %s', (request, expected) => {
    const symbols = [...parsed(request)].map(([kind, keys]) => [kind, keys === 'ALL' ? keys : [...keys]])
    expect(Object.fromEntries(symbols)).toEqual(expected)
  })

  it('reads ALL as everything', () => {
    expect([...parsed('all')]).toEqual(channelKinds.map((kind) => [kind, 'ALL']))
  })

  it.each(['', 'Z:ALL', 'X', 'X:', 'X:SSI-', 'X:SSI PAN', ':ALL', 'X:SSI,,R:ALL'])(
    'says what is wrong with "%s"',
    (request) => {
      expect(parseChannels(request)).toMatch(/^".*" is not a channel like X-TRADE:ALL or X:SSI-PAN\.$/)
    },
  )
})

describe('wants', () => {
  it('is what was asked for, and nothing else', () => {
    const subscription = parsed('X-TRADE:SSI,MI:HNXINDEX,R:ALL')
    expect(wants(subscription, 'X-TRADE', 'SSI')).toBe(true)
    expect(wants(subscription, 'X-TRADE', 'PAN')).toBe(false)
    expect(wants(subscription, 'MI', 'HNXIndex')).toBe(true)
    expect(wants(subscription, 'R', 'PAN')).toBe(true)
    expect(wants(subscription, 'F', 'SSI')).toBe(false)
  })
})
