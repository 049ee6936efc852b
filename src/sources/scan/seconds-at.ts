/**
 * The seconds since midnight of the clock that ends a text, as `10:02:13`; `NaN` where there is anything else. Without a pattern, which
 * takes several times as long: every message has a time.
 *
 * @param from - where the clock begins
 */
export function secondsAt(text: string, from: number): number {
  if (text.length !== from + 8 || text.charCodeAt(from + 2) !== COLON || text.charCodeAt(from + 5) !== COLON)
    return NaN
  const hour = twoDigits(text, from)
  const minute = twoDigits(text, from + 3)
  const second = twoDigits(text, from + 6)
  return hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : NaN
}

const COLON = 0x3a

function twoDigits(text: string, from: number): number {
  const tens = text.charCodeAt(from) - 48
  const ones = text.charCodeAt(from + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN
}
