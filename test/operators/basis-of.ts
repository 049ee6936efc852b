import type { Basis } from '../../src/domain/outputs.ts'
import { priceOfHundredths } from '../../src/domain/money.ts'
import { at } from '../../src/testing/index.ts'

const SPOT = 130_000

/** A future some hundredths of a point from the VN30 at 1,300 points. */
export const basisOf = (basis: number, some: Partial<Basis> = {}): Basis => ({
  kind: 'basis',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: '41I1GC000',
  futurePrice: priceOfHundredths(SPOT + basis),
  spotValue: priceOfHundredths(SPOT),
  basis,
  basisPercent: (basis * 100) / SPOT,
  state: basis > 0 ? 'premium' : basis < 0 ? 'discount' : 'par',
  ...some,
})
