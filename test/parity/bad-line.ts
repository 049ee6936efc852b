import type { MarketMessage } from '../../src/exchange/message.ts'
import type { Faults } from '../../src/exchange/faults/faults.ts'

/** What a bad line makes of a message: what no decoder can read, and what is hard to keep as it came. */
const damages: readonly ((json: string) => string)[] = [
  (json) => json.slice(0, 40),
  (json) => json.replace(/"Symbol":"\w+"/, '"Symbol":"vnı\u2028\u2029İ"'),
  (json) => `${json}\ud83d`,
  (json) => `\ufeff${json}`,
  () => '',
  (json) => json.replace('{', '{"Ghi chú":"\u0000\r\n\ud800 Ngân hàng 𝒬",'),
  (json) => json.replace(/"(TotalVol|BidVol1|IndexValue)":[\d.]+/, '"$1":1e400'),
]

/** One message of so many is damaged. */
const EACH = 211

/** The faults, and beside them messages that are damaged on the way. */
export function badLine(faults: Faults): Faults {
  let messages = 0
  return {
    ...faults,
    // The books of what reached whom cannot read a damaged message either.
    open: (parts) => faults.open({ ...parts, tradesIn: (text) => readable(() => parts.tradesIn(text)) }),
    changeOf(message: MarketMessage) {
      messages += 1
      if (messages % EACH === 0) return damages[(messages / EACH) % damages.length]
      return faults.changeOf(message)
    },
  }
}

function readable<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read()
  } catch {
    return []
  }
}
