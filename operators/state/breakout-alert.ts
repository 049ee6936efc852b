import type { ClassifiedTrade } from '../../src/domain/event.ts'
import { decimalOf, type Price } from '../../src/domain/money.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import { priceText } from './words.ts'

/** Which of its limits a price is at. */
export type LimitName = 'ceiling' | 'floor'

/** Tells that a security traded at one of its limits. */
export const breakoutAlert = (trade: ClassifiedTrade, direction: LimitName, limit: Price): Alert => ({
  kind: 'alert',
  seq: trade.seq,
  exchangeTime: trade.exchangeTime,
  receivedTime: trade.receivedTime,
  symbol: trade.symbol,
  alertType: 'price_breakout',
  severity: 'critical',
  message: `${trade.symbol}: traded at its ${direction}, ${priceText(trade.symbol, limit)}`,
  direction,
  data: { price: decimalOf(trade.price), [direction]: decimalOf(limit), direction },
})
