const decimals = (digits: number, signDisplay: 'auto' | 'exceptZero' = 'auto') =>
  new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay,
  })

const whole = decimals(0)
const one = decimals(1)
const two = decimals(2)
const signedOne = decimals(1, 'exceptZero')
const signedTwo = decimals(2, 'exceptZero')

/** What stands where a number is not known. */
const NONE = '–'

const shown =
  (write: (value: number) => string) =>
  (value: number | undefined): string =>
    value === undefined ? NONE : write(value)

/** Numbers as a trader reads them. What is not known is a dash. */
export const format = {
  /** VND as thousands: 25800 is 25.80, and 1250000, whose tick is 100, 1250.0: there is room for six. */
  thousands: shown((vnd) => (vnd < 1e6 ? two.format(vnd / 1_000) : (vnd / 1_000).toFixed(1))),
  /** Index points with two decimals. */
  points: shown((points) => two.format(points)),
  /** A future's price: its tick is a tenth of a point. */
  futurePoints: shown((points) => one.format(points)),
  /** The same where there is room for few digits. */
  boardPoints: shown((points) => points.toFixed(1)),
  /** A change with its sign. */
  signed: shown((value) => signedTwo.format(value)),
  /** The same where there is room for few digits: of what moves by ten and more the tick is a tenth. */
  boardSigned: shown((value) => (Math.abs(value) < 10 ? signedTwo : signedOne).format(value)),
  /** Percent with its sign and without the percent sign. */
  percent: shown((percent) => signedTwo.format(percent)),
  /** Shares, contracts, counts. */
  count: shown((count) => whole.format(count)),
  /** Shares where there is room for few digits: from `most` on millions, for a number that is cut off reads as another. */
  shares: (count: number | undefined, most: number): string =>
    count === undefined || count < most ? format.count(count) : `${two.format(count / 1e6)}M`,
  /** VND as billions. */
  billions: shown((vnd) => one.format(vnd / 1e9)),
  /** VND as billions with a sign. */
  signedBillions: shown((vnd) => signedOne.format(vnd / 1e9)),
}
