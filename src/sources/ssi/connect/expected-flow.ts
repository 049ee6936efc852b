/** How long data may stay away while the market is open, ms. `Infinity`: for ever. */
export interface ExpectedFlow {
  /** After the channels were acknowledged. */
  readonly proveWithin: number
  /** After other data. */
  readonly silence: number
}

/** Kinds that never rest while the market is open, when all symbols are subscribed. */
const BUSY = ['X', 'X-QUOTE', 'X-TRADE', 'B']

/** Foreign room moves less often than prices. */
const SLOWER = 3

/**
 * What can be expected of some channels: a busy kind of all symbols and any index keep coming, foreign room of all symbols does so
 * less often. Status, odd lots and lists of a few symbols may stay away. Of several kinds the busiest counts.
 *
 * @example expectedFlow('F:ALL,MI:VN30', busy) // busy
 */
export function expectedFlow(channels: string, busy: ExpectedFlow): ExpectedFlow {
  const factor = Math.min(...channels.toUpperCase().split(',').map(paceOf))
  return { proveWithin: busy.proveWithin * factor, silence: busy.silence * factor }
}

function paceOf(channel: string): number {
  const [kind = '', symbols] = channel.split(':').map((part) => part.trim())
  if (kind === 'MI' || kind === 'ALL') return 1
  if (symbols !== 'ALL') return Infinity
  if (BUSY.includes(kind)) return 1
  return kind === 'R' ? SLOWER : Infinity
}
