import bundled from '../../data/reference/foreign-limits.json' with { type: 'json' }
import type { Instrument } from '../domain/market.ts'
import type { Quantity } from '../domain/money.ts'
import type { IsoDate } from '../domain/time.ts'
import { KRX_START } from './order-rules.ts'

/** What a company does, as far as the limit of foreign ownership asks. */
export type Ownership = 'unconditional' | 'conditional' | 'bank' | 'airline'

/**
 * The largest part of a company that foreigners may own on a date, percent, unless the company has a limit of its own; `undefined` before the
 * first date known.
 *
 * @example foreignLimit('bank', '2026-11-20') // 30
 */
export function foreignLimit(kind: Ownership, date: IsoDate): number | undefined {
  return bundled.findLast((line) => line.kind === kind && line.from <= date)?.percent
}

/**
 * True when foreign purchases of an instrument use up room: only shares are metered.
 *
 * @example hasForeignRoom('etf') // false
 */
export const hasForeignRoom = (instrument: Instrument): boolean => instrument === 'stock'

/**
 * Shares that foreigners may buy in all at a limit, ownership aside; whole, never below 0.
 *
 * @param percent - as `foreignLimit` gives it
 * @example totalRoom(1_000_000, 30) // 300_000
 */
export const totalRoom = (listedShares: Quantity, percent: number): Quantity =>
  Math.floor((listedShares * percent) / 100)

/**
 * What moves the room of a security: a foreigner's buy order `entered`, cut down or `withdrawn`, or `bought` (matched); a foreigner's
 * sale `sold` (matched) or `settled`. A put-through deal between foreigners moves nothing: leave it out.
 */
export interface RoomEvent {
  readonly kind: 'entered' | 'withdrawn' | 'bought' | 'sold' | 'settled'
  readonly quantity: Quantity
  readonly date: IsoDate
}

/** Since May 2025 room falls when a buy is entered; before, when it matched. A sale gives room back once it is settled. */
const EFFECTS: Record<'since' | 'before', Partial<Record<RoomEvent['kind'], 1 | -1>>> = {
  since: { entered: -1, withdrawn: 1, settled: 1 },
  before: { bought: -1, settled: 1 },
}

/**
 * The room after an event; never below 0, because before May 2025 an order larger than the room could match. So room may
 * rise in the day without any sale, and its change is not what foreigners bought.
 *
 * @example roomAfter(1_000, { kind: 'entered', quantity: 400, date: '2026-11-20' }) // 600
 */
export function roomAfter(room: Quantity, { kind, quantity, date }: RoomEvent): Quantity {
  const effect = EFFECTS[date >= KRX_START ? 'since' : 'before'][kind] ?? 0
  return Math.max(0, room + effect * quantity)
}

/**
 * True when the exchange takes a foreigner's buy order: since May 2025 only when the room holds all of it, before as long as
 * there was any. Sales are never limited by room.
 *
 * @example takesForeignBuy(300, 400, '2026-11-20') // false
 */
export const takesForeignBuy = (room: Quantity, quantity: Quantity, date: IsoDate): boolean =>
  date >= KRX_START ? quantity <= room : room > 0
