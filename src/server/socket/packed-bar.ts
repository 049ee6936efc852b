import type { PrintedBar } from '../../domain/emitted/printed.ts'
import type { Price } from '../../domain/money.ts'
import type { Packing } from './recent-events.ts'

/** What is printed of a bar, in numbers. */
export const packedBar: Packing<PrintedBar> = {
  width: 14,
  put(bar, into, at) {
    into[at] = bar.seq
    into[at + 1] = bar.exchangeTime
    into[at + 2] = bar.interval
    into[at + 3] = bar.start
    into[at + 4] = bar.open
    into[at + 5] = bar.high
    into[at + 6] = bar.low
    into[at + 7] = bar.close
    into[at + 8] = bar.volume
    into[at + 9] = bar.activeBuyVolume
    into[at + 10] = bar.activeSellVolume
    into[at + 11] = bar.filledVolume
    into[at + 12] = bar.revision
    into[at + 13] = bar.complete ? 1 : 0
  },
  get: (number, symbol) => ({
    kind: 'bar',
    seq: number(0),
    exchangeTime: number(1),
    symbol,
    interval: number(2),
    start: number(3),
    open: number(4) as Price,
    high: number(5) as Price,
    low: number(6) as Price,
    close: number(7) as Price,
    volume: number(8),
    activeBuyVolume: number(9),
    activeSellVolume: number(10),
    filledVolume: number(11),
    revision: number(12),
    complete: number(13) === 1,
  }),
}
