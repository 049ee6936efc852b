import type { Venue } from '../domain/market.ts'

const NAMES: ReadonlyMap<string, Venue> = new Map([
  ['HOSE', 'HOSE'],
  ['HSX', 'HOSE'],
  ['STO', 'HOSE'],
  ['XHOSE', 'HOSE'],
  ['HNX', 'HNX'],
  ['STX', 'HNX'],
  ['HNXBOND', 'HNX'],
  ['XHNX', 'HNX'],
  ['UPCOM', 'UPCOM'],
  ['UPX', 'UPCOM'],
  ['DERIVATIVES', 'DERIVATIVES'],
  ['DER', 'DERIVATIVES'],
  ['DVX', 'DERIVATIVES'],
  ['VNFE', 'DERIVATIVES'],
])

/**
 * The venue that a feed or a person means by a name, whatever its case; `undefined` when none.
 *
 * @example venueNamed('hsx') // 'HOSE'
 */
export const venueNamed = (name: string): Venue | undefined =>
  NAMES.get(name) ?? NAMES.get(name.trim().toUpperCase())
