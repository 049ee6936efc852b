import { expect, it } from 'vitest'
import { venueNamed } from '../../src/market/venue-named.ts'

it.each([
  ['HOSE', 'HOSE'],
  ['hsx', 'HOSE'],
  ['STO', 'HOSE'],
  ['STX', 'HNX'],
  ['HNXBOND', 'HNX'],
  [' UPCoM ', 'UPCOM'],
  ['UPX', 'UPCOM'],
  ['DER', 'DERIVATIVES'],
  ['derivatives', 'DERIVATIVES'],
  ['VNFE', 'DERIVATIVES'],
  ['NYSE', undefined],
  ['', undefined],
])('"%s" is %s', (name, venue) => {
  expect(venueNamed(name)).toBe(venue)
})
