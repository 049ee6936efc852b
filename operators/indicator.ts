import type { OperatorFunction } from 'rxjs'
import {
  adl,
  adx,
  awesomeoscillator,
  cci,
  chandelierexit,
  forceindex,
  ichimokucloud,
  keltnerchannels,
  kst,
  mfi,
  psar,
  roc,
  stochasticrsi,
  trix,
  wema,
  williamsr,
  wma,
} from 'technicalindicators'
import type { Bar } from '../src/domain/outputs.ts'
import { addBar, barWindow, type Columns, columnsOf } from './state/bar-window.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'
import { periodOf } from './state/period.ts'

/** Those of the library's indicators that vnflow has no streaming operator for. */
const catalogue = {
  adl,
  adx,
  awesomeoscillator,
  cci,
  chandelierexit,
  forceindex,
  ichimokucloud,
  keltnerchannels,
  kst,
  mfi,
  psar,
  roc,
  stochasticrsi,
  trix,
  wema,
  williamsr,
  wma,
}

type Catalogue = typeof catalogue

/** An indicator of the catalogue. */
export type IndicatorName = keyof Catalogue

/** What an indicator of the catalogue has to be told, in the words of `technicalindicators`: `period`, `step` … */
export type IndicatorParams<N extends IndicatorName> = Omit<
  Parameters<Catalogue[N]>[0],
  keyof Columns | 'reversedInput' | 'format'
>

/** What it says of a bar. */
export type IndicatorResult<N extends IndicatorName> = ReturnType<Catalogue[N]>[number]

/** From how many bars it is made. */
export interface CatalogueOptions extends IndicatorOptions {
  /** Bars, the newest included. */
  readonly window?: number
}

/**
 * An indicator of the catalogue of `technicalindicators`, of bars: ADX, CCI, MFI, PSAR and others. Prices are hundredths, as in every
 * event: what is measured in prices is in hundredths, too.
 *
 * - What is remembered is the last `window` bars, and nothing else: the value is that of a chart that begins there, whatever was before
 *   and however often the program was started anew. Smoothed ones (ADX, TRIX …) lie near those of a longer chart when the window is
 *   many times their period; running ones (ADL, PSAR) begin with the window. A bar costs as much as the window is long.
 * - Emits with each bar for which the library has a number; a window too short for the parameters never has one.
 * - What vnflow has itself (`sma`, `ema`, `rsi`, `macd`, `bollinger`, `atr`, `obv`, `stochastic`) costs the same at any length, and forgets
 *   nothing.
 *
 * @example bars$.pipe(indicator('adx', { period: 14 }))
 */
export function indicator<N extends IndicatorName>(
  name: N,
  params: IndicatorParams<N>,
  options: CatalogueOptions = {},
): OperatorFunction<Bar, Indication<IndicatorResult<N>>> {
  const { window = 250, ...reach } = options
  const begin = () => barWindow(window)
  const calculate = catalogue[name] as (input: Columns) => IndicatorResult<N>[]
  periodOf(window)
  return onBars({ ...reach, name }, begin, (state, bar) => {
    addBar(state, bar)
    const value = calculate({ ...params, ...columnsOf(state, window) }).at(-1)
    return value !== undefined && isWhole(value) ? value : undefined
  })
}

/** The library divides 0 by 0 where prices do not move. */
const isWhole = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'object' && value !== null && Object.values(value).every(isWhole)
