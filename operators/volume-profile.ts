import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import type { Price, Quantity } from '../src/domain/money.ts'
import { ICT_OFFSET } from '../src/domain/time.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'
import { valueArea } from './state/value-area.ts'

/** What was traded at one price. */
export interface ProfileLevel {
  readonly price: Price
  readonly volume: Quantity
  readonly activeBuyVolume: Quantity
  readonly activeSellVolume: Quantity
}

/** A security's volume by price over its trading day so far. */
export interface VolumeProfile extends Stamp {
  readonly kind: 'volumeProfile'
  readonly symbol: string
  /** Every price that was traded at, the lowest first. */
  readonly levels: readonly ProfileLevel[]
  readonly volume: Quantity
  /** The price with the most volume; the lowest of them when there are several. */
  readonly pointOfControl: Price
  /** The value area: the prices about the point of control that hold `share` of the volume. */
  readonly valueAreaLow: Price
  readonly valueAreaHigh: Price
}

/** When a profile is told, and how much of it is the value area. */
export interface VolumeProfileOptions {
  /** Exchange time between two tellings, ms: a divisor of a day. */
  readonly every?: number
  /** Part of the volume that the value area holds, above 0 and at most 1. */
  readonly share?: number
}

type Level = { -readonly [K in keyof ProfileLevel]: ProfileLevel[K] }

const begin = () => ({
  time: feedTime(),
  bySymbol: new Map<string, Map<Price, Level>>(),
  /** Securities that traded since the last telling. */
  changed: new Set<string>(),
  /** When the next telling is due. */
  end: -Infinity,
  latest: undefined as Stamp | undefined,
})

const DAY = 86_400_000

/**
 * Volume profile of each security: volume per price, the point of control and the value area.
 *
 * - When the feed's clock passes an interval's end, on a new trading day and on completion, emits the profile of each security
 *   that traded since, in the order of their first trades. A trade costs one addition; a telling, its prices.
 * - The value area begins as the point of control and takes the next traded price above or below, whichever has more volume (the
 *   upper one when equal), until it holds `share` of the volume: the method of market profiles, one price at a time.
 * - Counts trades in the book, late ones too; put-through deals and gaps do not count.
 * - Begins again with a trading day, and for one security when the feed counts anew.
 */
export function volumeProfile(
  options: VolumeProfileOptions = {},
): OperatorFunction<ClassifiedEvent, VolumeProfile> {
  const { every = 60_000, share = 0.7 } = options
  check(every, share)
  return stateful(begin, (state, emit) => {
    const { bySymbol, changed } = state
    const clock = feedClock(state.time)

    const tell = (cause: Stamp): void => {
      for (const symbol of changed) {
        const levels = bySymbol.get(symbol)
        if (levels) emit(profileOf(symbol, [...levels.values()], { cause, share }))
      }
      changed.clear()
    }
    const advance = (event: Stamp): void => {
      const now = clock.now()
      if (now < state.end || now === -Infinity) return
      tell(event)
      state.end = now - ((now + ICT_OFFSET) % every) + every
    }

    return {
      next(event) {
        const begins = clock.begins(event)
        if (event.kind === 'rejected') return
        state.latest = event
        advance(event)
        if (begins) bySymbol.clear()
        if ((event.kind === 'trade' || event.kind === 'gap') && event.restart) bySymbol.delete(event.symbol)
        if (event.kind !== 'trade' || event.phase === 'putThrough') return
        count(keyed(bySymbol, event.symbol, noLevels), event)
        changed.add(event.symbol)
      },
      complete() {
        if (state.latest) tell(state.latest)
      },
    }
  })
}

const noLevels = (): Map<Price, Level> => new Map()

function count(levels: Map<Price, Level>, { price, volume, side }: ClassifiedTrade): void {
  const level = keyed(levels, price, () => ({
    price,
    volume: 0,
    activeBuyVolume: 0,
    activeSellVolume: 0,
  }))
  level.volume += volume
  if (side === 'buy') level.activeBuyVolume += volume
  else if (side === 'sell') level.activeSellVolume += volume
}

interface Telling {
  readonly cause: Stamp
  readonly share: number
}

function profileOf(symbol: string, given: readonly Level[], { cause, share }: Telling): VolumeProfile {
  const levels = given.map((level) => ({ ...level })).sort((a, b) => a.price - b.price)
  return {
    kind: 'volumeProfile',
    seq: cause.seq,
    exchangeTime: cause.exchangeTime,
    receivedTime: cause.receivedTime,
    symbol,
    levels,
    ...valueArea(levels, share),
  }
}

function check(every: number, share: number): void {
  if (!(every > 0 && DAY % every === 0))
    throw new RangeError(`Profiles are told each whole part of a day, as 60000 ms is, not ${every} ms.`)
  if (!(share > 0 && share <= 1))
    throw new RangeError(`A value area holds a part of the volume above 0 and up to 1, not ${share}.`)
}
