import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, Stamp } from '../src/domain/event.ts'
import type { ForeignFlow } from '../src/domain/outputs.ts'
import type { Instant } from '../src/domain/time.ts'
import { byKind } from './state/by-kind.ts'
import { type ForeignAccount, measure, moves, settle } from './state/foreign-account.ts'
import { foreignAccounts, foreignDay } from './state/foreign-day.ts'

/** How often speeds are told while nothing but time changes them. */
export interface DeltaSpeedOptions {
  /** Least exchange time between a flow of a security and the next one that only time caused, ms. */
  readonly decayEvery?: number
}

const begin = () => ({
  day: foreignDay(),
  /** When speeds were last measured because of time alone. */
  sweptAt: -Infinity,
})

/**
 * Foreign flow of each security from the feed's running totals: speed, its change, and a value of our own.
 *
 * - Emits after each `foreign` event, and, when the clock moves, for each security whose speed it changed.
 * - Speed is the volume in (now − 5 min, now] by the minutes since the baseline, at least 1 and at most 5: shares a minute.
 *   Acceleration is the speed now less the speed a minute ago, measured alike: shares a minute, per minute; 0 during the
 *   first minute after a baseline. `now` is the feed's clock, so that both fall to 0 when the flow ends.
 * - A new baseline (`rebased`) is the first message of a trading day, the first after a connection, and one with a new time in which a
 *   total is lower than before. Its volume is in the totals and is no flow; that of a message from before the opening is the day before's,
 *   and is in neither: the first one that says something else than it is the day's first. Totals never fall within a day.
 * - Value adds Δvolume × price of the last trade (without one, the feed's average) to what the feed said at first: the
 *   feed's own value on HOSE is volume × last price, and moves with it.
 * - Leaves out what belongs to a day that is over, and a lower total that is not newer than the newest message: that is an old one.
 */
export function deltaSpeed(options: DeltaSpeedOptions = {}): OperatorFunction<ClassifiedEvent, ForeignFlow> {
  const { decayEvery = 10_000 } = options
  return byKind(begin, (state, emit, clock) => {
    const accounts = foreignAccounts(state.day)

    const tell = (account: ForeignAccount, cause: Stamp, rebased: boolean): void => {
      account.toldAt = clock.now()
      emit(flow(account, cause, rebased))
    }
    const sweep = (cause: Stamp): void => {
      const now = clock.now()
      if (now - state.sweptAt < decayEvery) return
      state.sweptAt = now
      for (const account of state.day.moving) {
        if (now < account.quietUntil || now - account.toldAt < decayEvery) continue
        if (measured(account, now)) tell(account, cause, false)
        if (!moves(account)) state.day.moving.delete(account)
      }
    }

    return {
      begins: accounts.clear,
      foreign(event) {
        const taken = clock.isPast(event) ? undefined : accounts.take(event)
        if (taken) {
          measured(taken.account, clock.now())
          tell(taken.account, event, taken.rebased)
        }
        sweep(event)
      },
      trade(event) {
        accounts.followTrade(event)
        sweep(event)
      },
      connection(event) {
        accounts.followConnection(event)
        sweep(event)
      },
      others: sweep,
    }
  })
}

function measured(account: ForeignAccount, now: Instant): boolean {
  const changed = measure(account, now)
  settle(account, now)
  return changed
}

const flow = ({ last, buy, sell }: ForeignAccount, cause: Stamp, rebased: boolean): ForeignFlow => ({
  kind: 'foreignFlow',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  symbol: last.symbol,
  buyVolume: buy.volume,
  sellVolume: sell.volume,
  buyValue: buy.value,
  sellValue: sell.value,
  totalRoom: last.totalRoom,
  currentRoom: last.currentRoom,
  buySpeed: buy.speed,
  sellSpeed: sell.speed,
  buyAcceleration: buy.acceleration,
  sellAcceleration: sell.acceleration,
  rebased,
})
