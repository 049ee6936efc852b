import type { Instrument, Venue } from '../domain/market.ts'
import { type Price, priceOfHundredths } from '../domain/money.ts'
import { tickAt } from './tick-size.ts'

/** The limits of one day, each on the price grid. */
export interface PriceBand {
  readonly reference: Price
  readonly ceiling: Price
  readonly floor: Price
}

/** What decides the width of a band. */
export interface PriceBandOptions {
  /** `stock`, on `DERIVATIVES` `future`, unless said. A covered warrant's band follows its underlying: see `warrantBand`. */
  readonly instrument?: Instrument
  /** First trading day, or return after 25 closed sessions or more; it lasts until a round lot has traded. */
  readonly firstDay?: boolean
}

interface Width {
  readonly normal: number
  readonly firstDay: number
}

/** Percent either way. */
const WIDTHS: Record<Venue, Width> = {
  HOSE: { normal: 7, firstDay: 20 },
  HNX: { normal: 10, firstDay: 30 },
  UPCOM: { normal: 15, firstDay: 40 },
  DERIVATIVES: { normal: 7, firstDay: 7 },
}
const BOND_FUTURE_WIDTH = 3

/**
 * How far a price may move from its reference, percent.
 *
 * @example bandPercent('HNX') // 10
 * @example bandPercent('UPCOM', { firstDay: true }) // 40
 */
export function bandPercent(venue: Venue, { instrument, firstDay = false }: PriceBandOptions = {}): number {
  if (venue === 'DERIVATIVES' && instrument === 'bond') return BOND_FUTURE_WIDTH
  return firstDay ? WIDTHS[venue].firstDay : WIDTHS[venue].normal
}

const wholeTicks = (hundredths: number, tick: number, round: (ticks: number) => number): number =>
  round(hundredths / tick) * tick

/**
 * Ceiling and floor of the day by the rule: each raw limit is rounded towards the reference with the tick of that limit,
 * not of the reference. Where a penny share's limit would be its reference, both limits are one tick away; a floor
 * that would be 0 is the reference.
 *
 * The feed's own limits win where it names them (`bandDifference` tells how they differ): corporate events widen bands
 * in ways no rule here knows. Listed corporate bonds of HNX have no band in reality.
 *
 * @example priceBand('HOSE', priceOfHundredths(4_800_000)) // 48,000: ceiling 51,300, floor 44,650
 * @example priceBand('DERIVATIVES', priceOfHundredths(201_500)) // 2,015.0: ceiling 2,156.0, floor 1,874.0
 */
export function priceBand(venue: Venue, reference: Price, options: PriceBandOptions = {}): PriceBand {
  const instrument = options.instrument ?? (venue === 'DERIVATIVES' ? 'future' : 'stock')
  const percent = bandPercent(venue, { ...options, instrument })
  const up = (reference * (100 + percent)) / 100
  const down = (reference * (100 - percent)) / 100
  const ceiling = wholeTicks(up, tickAt(venue, instrument, up), Math.floor)
  const floor = wholeTicks(down, tickAt(venue, instrument, down), Math.ceil)
  if (ceiling > reference && floor < reference && floor > 0) {
    return { reference, ceiling: priceOfHundredths(ceiling), floor: priceOfHundredths(floor) }
  }
  return oneTickBand(reference, tickAt(venue, instrument, reference))
}

/** A reference between two steps, which no exchange gives, still gets limits on the grid. */
function oneTickBand(reference: Price, tick: number): PriceBand {
  const floor = Math.ceil(reference / tick) * tick - tick
  return {
    reference,
    ceiling: priceOfHundredths(Math.floor(reference / tick) * tick + tick),
    floor: floor > 0 ? priceOfHundredths(floor) : reference,
  }
}
