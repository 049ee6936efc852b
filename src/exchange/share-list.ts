import type { Venue } from '../domain/market.ts'
import type { SharePlace } from './share-listing.ts'

/** How the shares that are not in the VN30 spread over the venues. */
const HOSE_PART = 0.56
const HNX_PART = 0.23

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const letter = (index: number): string => LETTERS.charAt(Math.floor(index) % 26)

/** No company's code on any of the exchanges begins with Z: nobody takes these for real. A long list needs a fourth letter. */
function madeUpCode(index: number): string {
  const code = `Z${letter(index / 26)}${letter(index)}`
  return index < 26 * 26 ? code : `${code}${letter(index / 26 / 26 - 1)}`
}

/**
 * The shares of the simulated exchange: the members of the VN30 under their own codes, and made-up ones on three venues.
 *
 * @param count - shares in all, the members included
 */
export function shareList(members: readonly string[], count: number): readonly SharePlace[] {
  const others = Math.max(0, count - members.length)
  const [hose, hnx] = [Math.round(others * HOSE_PART), Math.round(others * HNX_PART)]
  const venueOf = (index: number): Exclude<Venue, 'DERIVATIVES'> => {
    if (index < hose) return 'HOSE'
    return index < hose + hnx ? 'HNX' : 'UPCOM'
  }
  return [
    ...members.map((symbol) => ({ symbol, venue: 'HOSE' as const, blueChip: true })),
    ...Array.from({ length: others }, (_, index) => ({
      symbol: madeUpCode(index),
      venue: venueOf(index),
      blueChip: false,
    })),
  ]
}
