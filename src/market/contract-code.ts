/** An index that futures are traded on. */
export type Underlying = 'VN30' | 'VN100'

/** An index future's month: its identity, whatever it is called. */
export interface ContractMonth {
  readonly underlying: Underlying
  readonly year: number
  /** 1 to 12. */
  readonly month: number
}

const UNDERLYING_CODES: Record<Underlying, string> = { VN30: 'I1', VN100: 'I2' }
const UNDERLYINGS: readonly Underlying[] = ['VN30', 'VN100']

/** Years run on a cycle of thirty, from 2010: digits, then letters without I, O, U. */
const YEAR_CODES = '0123456789ABCDEFGHJKLMNPQRSTVW'
const FIRST_YEAR = 2010
const MONTH_CODES = '123456789ABC'

const NEW_CODE = /^41(I[12])([0-9A-HJ-NP-TV-W])([1-9A-C])000$/
/** Of years that have a code: what names another year names no contract. */
const OLD_CODE = /^(VN30|VN100)F([123]\d)(0[1-9]|1[0-2])$/
const ANY_FUTURE =
  /^(?:4[12][A-Z0-9]{2}[0-9A-HJ-NP-TV-W][1-9A-C]\d{3}|(?:VN30|VN100|GB05|GB10)F(?:\d{4}|[12][MQ]))$/

/** Characters of the shortest symbol of a future: nearly all that is asked about are shares, of three. */
const SHORTEST = 7

/**
 * True for a derivative's symbol of any style: an exchange code since May 2025 (`41I1G3000`), one from before
 * (`VN30F2512`), or a vendor's rolling label (`VN30F1M`); index and government bond futures alike. Looks at the form only.
 *
 * @example isFuture('41I1GC000') // true
 * @example isFuture('FPT') // false
 */
export const isFuture = (symbol: string): boolean => symbol.length >= SHORTEST && ANY_FUTURE.test(symbol)

/**
 * The exchange's code of a contract since May 2025. Years from 2010 to 2039; a `RangeError` beyond.
 *
 * @example newCodeOf({ underlying: 'VN30', year: 2026, month: 12 }) // '41I1GC000'
 */
export function newCodeOf({ underlying, year, month }: ContractMonth): string {
  const yearCode = YEAR_CODES[year - FIRST_YEAR]
  const monthCode = MONTH_CODES[month - 1]
  if (yearCode === undefined || monthCode === undefined) {
    throw new RangeError(`There is no contract code for month ${month} of ${year}: 2010 to 2039 have one.`)
  }
  return `41${UNDERLYING_CODES[underlying]}${yearCode}${monthCode}000`
}

/**
 * The name of the old style, which vendors still use: the exchange's own until December 2025, never after.
 *
 * @example oldCodeOf({ underlying: 'VN30', year: 2026, month: 3 }) // 'VN30F2603'
 */
export const oldCodeOf = ({ underlying, year, month }: ContractMonth): string =>
  `${underlying}F${String(year % 100).padStart(2, '0')}${String(month).padStart(2, '0')}`

/**
 * The contract that a code of either style names, or `undefined` when it names no index future of 2010 to 2039.
 *
 * @example contractMonthOf('41I2FB000') // { underlying: 'VN100', year: 2025, month: 11 }
 * @example contractMonthOf('VN30F2603') // { underlying: 'VN30', year: 2026, month: 3 }
 */
export const contractMonthOf = (code: string): ContractMonth | undefined =>
  fromNewCode(code) ?? fromOldCode(code)

function fromNewCode(code: string): ContractMonth | undefined {
  const [, product = '', year = '', month = ''] = NEW_CODE.exec(code) ?? []
  const underlying = UNDERLYINGS.find((name) => UNDERLYING_CODES[name] === product)
  return (
    underlying && {
      underlying,
      year: FIRST_YEAR + YEAR_CODES.indexOf(year),
      month: 1 + MONTH_CODES.indexOf(month),
    }
  )
}

function fromOldCode(code: string): ContractMonth | undefined {
  const [, name, year, month] = OLD_CODE.exec(code) ?? []
  const underlying = UNDERLYINGS.find((known) => known === name)
  return underlying && { underlying, year: 2000 + Number(year), month: Number(month) }
}
