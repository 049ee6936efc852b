import { describe, expect, it } from 'vitest'
import { sectorOf } from '../../src/market/sectors.ts'
import { vn30Members } from '../../src/market/vn30-members.ts'

const NOW =
  `ACB BID BSR CTG FPT GAS GVR HDB HPG LPB MBB MCH MSN MWG SAB SHB SSB SSI STB TCB TCX VCB VHM VIB VIC VJC VNM VPB
  VPL VRE`.split(/\s+/)

describe('vn30Members', () => {
  it('are those in force since 3 August 2026', () => {
    expect(vn30Members('2026-08-03')).toEqual(NOW)
    expect(vn30Members('2026-11-20')).toEqual(NOW)
  })

  it.each([
    ['2025-08-01', '2025-08-04', ['DGC'], ['BVH']],
    ['2026-01-30', '2026-02-02', ['VPL'], ['BCM']],
    ['2026-02-02', '2026-06-15', ['BSR'], ['DGC']],
    ['2026-07-31', '2026-08-03', ['MCH', 'TCX'], ['PLX', 'TPB']],
  ])('between %s and %s: %j in, %j out', (before, after, entered, left) => {
    const [old, fresh] = [vn30Members(before), vn30Members(after)]
    expect(fresh.filter((symbol) => !old.includes(symbol))).toEqual(entered)
    expect(old.filter((symbol) => !fresh.includes(symbol))).toEqual(left)
  })

  it.each(['2023-01-03', '2025-04-01', '2025-12-01', '2026-03-01', '2026-07-01', '2027-06-01'])(
    'are thirty on %s, each with a sector',
    (date) => {
      const members = vn30Members(date)
      expect(members).toHaveLength(30)
      expect(members.filter((symbol) => sectorOf(symbol) === 'Other')).toEqual([])
    },
  )

  it("come from a user's file as well", () => {
    const file = {
      base: { effective: '2027-02-01', symbols: ['AAA', 'BBB'] },
      changes: [{ effective: '2027-08-02', in: ['CCC'], out: ['AAA'] }],
    }
    expect(vn30Members('2027-08-01', file)).toEqual(['AAA', 'BBB'])
    expect(vn30Members('2027-08-02', file)).toEqual(['BBB', 'CCC'])
  })
})
