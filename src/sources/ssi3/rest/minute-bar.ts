import type { MinuteBar } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import type { Price } from '../../../domain/money.ts'
import { fieldReader, type JsonObject } from '../../json-object.ts'
import { priceFieldOf, quantityOf, required } from '../../ssi/fields.ts'
import { unreadable } from '../../unreadable.ts'
import { plain, timeIn } from '../fields.ts'
import { symbolIn } from './securities.ts'

/** A row of ohlc for one minute. Prices of 0, which minutes of futures' auctions have, stand for none: such a row is no bar. */
export function minuteBar(row: JsonObject, frame: Frame): MinuteBar {
  const field = fieldReader(row)
  const start = timeIn(field('tradingDate'), 'tradingDate')
  const price = (name: string): Price =>
    required(priceFieldOf(plain(field(name)), name), name, 'a price above 0')
  const prices = { open: price('open'), high: price('high'), low: price('low'), close: price('close') }
  const { open, high, low, close } = prices
  if (low > Math.min(open, close)) unreadable('low', field('low'), 'no price above open or close')
  if (high < Math.max(open, close)) unreadable('high', field('high'), 'no price below open or close')
  return {
    kind: 'minuteBar',
    seq: frame.seq,
    exchangeTime: start,
    receivedTime: frame.receivedTime,
    symbol: symbolIn(row),
    start,
    ...prices,
    volume: required(quantityOf(plain(field('volume')), 'volume'), 'volume', 'a whole number, 0 or more'),
  }
}
