import type { Band, Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { type Instant, instantOf } from '../../../domain/time.ts'
import { fieldReader, type JsonObject } from '../../json-object.ts'
import { priceFieldOf, venueFieldOf } from '../../ssi/fields.ts'
import { unreadable } from '../../unreadable.ts'
import { plain } from '../fields.ts'
import { symbolIn } from './securities.ts'

/** When a day's limits begin to hold: with the trading day, 08:30. */
const BEGIN = 8.5 * 3_600_000

const DATE = /^(\d{4})\/(\d{2})\/(\d{2})/

/** The day of a row of masterdata, as it writes it; '' where it is none. Such texts are ordered as their days are. */
export function dayIn(row: JsonObject): string {
  const raw = fieldReader(row)('tradingDate')
  return typeof raw === 'string' ? (DATE.exec(raw.trim())?.[0] ?? '') : ''
}

/** The limits in a row of masterdata. Older documents call the board `exchange`. */
export function limits(row: JsonObject, frame: Frame): Band | Extract<Unplaced, { kind: 'band' }> {
  const field = fieldReader(row)
  const board = field('board') ?? field('exchange')
  const price = (name: string) => priceFieldOf(plain(field(name)), name)
  const band = {
    kind: 'band' as const,
    seq: frame.seq,
    exchangeTime: beginOf(row),
    receivedTime: frame.receivedTime,
    symbol: symbolIn(row),
    reference: price('refPrice'),
    ceiling: price('ceiling'),
    floor: price('floor'),
  }
  return board === undefined || board === ''
    ? { ...band, venue: undefined }
    : { ...band, venue: venueFieldOf(board, 'board') }
}

function beginOf(row: JsonObject): Instant {
  const day = dayIn(row).replaceAll('/', '-')
  try {
    return instantOf(day, BEGIN)
  } catch {
    return unreadable('tradingDate', fieldReader(row)('tradingDate'), 'a date like 2026/11/20')
  }
}
