import type { ClassifiedTrade } from '../../src/domain/event.ts'
import { decimalOf } from '../../src/domain/money.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import { numberText, priceText, quantityText, rounded } from './words.ts'

/** Tells that a trade is many times the mean of those of the last minutes. */
export function spikeAlert(trade: ClassifiedTrade, mean: number, minutes: number): Alert {
  const { symbol, volume, price } = trade
  const times = rounded(volume / mean, 1)
  return {
    kind: 'alert',
    seq: trade.seq,
    exchangeTime: trade.exchangeTime,
    receivedTime: trade.receivedTime,
    symbol,
    alertType: 'volume_spike',
    severity: 'warning',
    message:
      `${symbol}: ${quantityText(symbol, volume)} in one trade at ${priceText(symbol, price)}, ${numberText(times)} times ` +
      `the mean of the last ${minutes} minutes (${quantityText(symbol, rounded(mean, 1))})`,
    direction: trade.side,
    data: {
      last_vol: volume,
      avg_vol: rounded(mean, 1),
      ratio: times,
      price: decimalOf(price),
      direction: trade.side,
    },
  }
}
