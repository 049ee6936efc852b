import { type Price, type Quantity, turnover } from '../domain/money.ts'
import { FUTURE_POINT, pointValue } from '../market/point-value.ts'
import { unreadable } from './unreadable.ts'

/** Up to here, hundredths × quantity, whatever was traded is worth a safe integer of VND: few messages need another look. */
const SURELY = (Number.MAX_SAFE_INTEGER / FUTURE_POINT) * 100

/** A trade, as far as its worth goes. */
interface Traded {
  readonly symbol: string
  readonly price: Price
  readonly volume: Quantity
}

/**
 * Refuses a trade that is worth more than can be counted to the VND: it would be in no total, and no table takes it. A whole day
 * of all markets is worth some 40 trillion VND, and the limit is 9,000 trillion.
 *
 * @param field - the name of the quantity
 */
export function checkCountable({ symbol, price, volume }: Traded, field: string): void {
  if (price * volume <= SURELY) return
  if (!Number.isSafeInteger(turnover(price, volume, pointValue(symbol))))
    unreadable(field, volume, 'a quantity whose worth can be counted')
}

/** Many times what was ever traded of a security in a day. */
const MOST_IN_A_DAY = 1e11

/**
 * A day's total of what foreigners bought or sold. One beyond all that can be is refused: added to what was told before a feed began to count
 * anew it would be in no table.
 *
 * @param field - the name of the total
 */
export const countableFlow = (volume: Quantity, field: string): Quantity =>
  volume <= MOST_IN_A_DAY ? volume : unreadable(field, volume, 'what foreigners can trade in a day')
