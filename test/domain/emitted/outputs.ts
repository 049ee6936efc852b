import type { Breakdown } from '../../../src/domain/market.ts'
import type { Alert, Bar, Basis, ForeignFlow, SessionStats } from '../../../src/domain/outputs.ts'
import { at, price } from '../../../src/testing/index.ts'

const stamp = { seq: 7, exchangeTime: at('10:00:00'), receivedTime: at('10:00:00') + 40 }

/** A breakdown of buyers' volume alone. */
const bought = (volume: number): Breakdown => ({
  buyVolume: volume,
  sellVolume: 0,
  neutralVolume: 0,
  totalVolume: volume,
  buyValue: volume * 10,
  sellValue: 0,
  neutralValue: 0,
  totalValue: volume * 10,
})

export const session: SessionStats = {
  kind: 'session',
  ...stamp,
  symbol: 'FPT',
  ...bought(21),
  parts: {
    ato: bought(1),
    continuous: bought(2),
    atc: bought(3),
    putThrough: bought(4),
    other: bought(5),
    gap: bought(6),
  },
}

export const foreignFlow: ForeignFlow = {
  kind: 'foreignFlow',
  ...stamp,
  symbol: 'FPT',
  buyVolume: 300,
  sellVolume: 500,
  buyValue: 3_000,
  sellValue: 5_000,
  totalRoom: 900,
  currentRoom: 400,
  buySpeed: 12.3456,
  sellSpeed: 0,
  buyAcceleration: -0.001,
  sellAcceleration: 1 / 3,
  rebased: false,
}

export const basis: Basis = {
  kind: 'basis',
  ...stamp,
  symbol: '41I1G3000',
  futurePrice: price(1298.5),
  spotValue: price(1300.25),
  basis: -175,
  basisPercent: -0.1346,
  state: 'discount',
}

export const bar: Bar = {
  kind: 'bar',
  ...stamp,
  symbol: 'FPT',
  interval: 60_000,
  start: at('09:59:00'),
  open: price(100_000),
  high: price(100_500),
  low: price(99_900),
  close: price(100_400),
  volume: 1_000,
  activeBuyVolume: 600,
  activeSellVolume: 300,
  filledVolume: 0,
  revision: 1,
  complete: true,
}

export const alert: Alert = {
  kind: 'alert',
  ...stamp,
  symbol: 'FPT',
  alertType: 'price_breakout',
  severity: 'critical',
  message: 'FPT chạm trần',
  direction: 'ceiling',
  data: { price: 107_000 },
}
