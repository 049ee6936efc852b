import type { Observable } from 'rxjs'
import { bars as barsOf } from '../operators/bars.ts'
import { follow, followed } from '../operators/state/followed.ts'
import type { ClassifiedEvent, ClassifiedTrade, Rejected } from '../src/domain/event.ts'
import type { Bar } from '../src/domain/outputs.ts'
import { isoIct } from '../src/domain/time.ts'

const MINUTE = 60_000

/**
 * events → 1-minute bars of each security, with the volume of active buyers and sellers; and, as `rejected`, each trade that came too late for
 * its bar: totals count it and candles do not, so somebody has to be told.
 */
export function bars(events$: Observable<ClassifiedEvent>): Observable<Bar | Rejected> {
  return followed((follower) => {
    const onLate = (trade: ClassifiedTrade) => follower.next(barless(trade))
    return follow(events$.pipe(barsOf(MINUTE, { onLate })), follower)
  })
}

const barless = (trade: ClassifiedTrade): Rejected => ({
  kind: 'rejected',
  seq: trade.seq,
  exchangeTime: undefined,
  receivedTime: trade.receivedTime,
  reason: `${trade.symbol} traded too late for its bar, at ${isoIct(trade.exchangeTime)}: no bar counts this trade, all else does`,
  raw: JSON.stringify(trade),
})
