import type { OperatorFunction } from 'rxjs'
import {
  abandonedbaby,
  bearishengulfingpattern,
  bearishhammerstick,
  bearishharami,
  bearishharamicross,
  bearishinvertedhammerstick,
  bearishmarubozu,
  bearishspinningtop,
  bullishengulfingpattern,
  bullishhammerstick,
  bullishharami,
  bullishharamicross,
  bullishinvertedhammerstick,
  bullishmarubozu,
  bullishspinningtop,
  darkcloudcover,
  doji,
  downsidetasukigap,
  dragonflydoji,
  eveningdojistar,
  eveningstar,
  gravestonedoji,
  hammerpattern,
  hangingman,
  morningdojistar,
  morningstar,
  piercingline,
  shootingstar,
  threeblackcrows,
  threewhitesoldiers,
  tweezerbottom,
  tweezertop,
} from 'technicalindicators'
import type { Bar } from '../src/domain/outputs.ts'
import { addBar, barWindow, type Columns, columnsOf } from './state/bar-window.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'

const catalogue = {
  abandonedbaby,
  bearishengulfingpattern,
  bearishhammerstick,
  bearishharami,
  bearishharamicross,
  bearishinvertedhammerstick,
  bearishmarubozu,
  bearishspinningtop,
  bullishengulfingpattern,
  bullishhammerstick,
  bullishharami,
  bullishharamicross,
  bullishinvertedhammerstick,
  bullishmarubozu,
  bullishspinningtop,
  darkcloudcover,
  doji,
  downsidetasukigap,
  dragonflydoji,
  eveningdojistar,
  eveningstar,
  gravestonedoji,
  hammerpattern,
  hangingman,
  morningdojistar,
  morningstar,
  piercingline,
  shootingstar,
  threeblackcrows,
  threewhitesoldiers,
  tweezerbottom,
  tweezertop,
}

/** A candlestick pattern, by its name in `technicalindicators`. */
export type CandlePattern = keyof typeof catalogue

/** Which patterns are looked for. */
export interface CandlePatternsOptions extends IndicatorOptions {
  /** All of them when nothing else is said. */
  readonly only?: readonly CandlePattern[]
}

/** The longest pattern, bars. */
const LONGEST = 5

/**
 * Candlestick patterns in bars, as `technicalindicators` defines them.
 *
 * - Emits the names of the patterns that end with a bar, in the order of the alphabet; nothing for a bar that ends none.
 * - Looks at the last five bars, and begins with the fifth one.
 */
export function candlePatterns(
  options: CandlePatternsOptions = {},
): OperatorFunction<Bar, Indication<readonly CandlePattern[]>> {
  const { only, ...reach } = options
  const wanted = namesOf(catalogue).filter((name) => !only || only.includes(name))
  return onBars({ ...reach, name: 'candlePatterns' }, begin, (state, bar) => {
    addBar(state, bar)
    if (state.close.count < LONGEST) return undefined
    const found = wanted.filter((name) => isIn(name, state))
    return found.length > 0 ? found : undefined
  })
}

const begin = () => barWindow(LONGEST)

const namesOf = <T extends object>(of: T): (keyof T)[] => Object.keys(of) as (keyof T)[]

/** Lists of its own for each: the library may turn them around. */
const isIn = (name: CandlePattern, state: ReturnType<typeof begin>): boolean =>
  (catalogue[name] as (candles: Columns) => boolean)(columnsOf(state, LONGEST))
