import type { BasisPointJson, DerivativesJson } from '../../../client/index.ts'
import { extendLine, type Line, seedLine } from './line.ts'

/** The basis of the active future over the last half hour. */
export interface BasisView {
  readonly symbol: string
  /** Points of index, one each five seconds. */
  readonly line: Line
}

const none: BasisView = { symbol: '', line: [] }

/** How far the line goes back, ms. */
const SPAN = 30 * 60_000
const STEP = 5_000

const stepOf = (timestamp: string) => {
  const time = Date.parse(timestamp)
  return time - (time % STEP)
}

/**
 * Takes the newest basis in. A change of the active future begins a new line, and where there is none, as on a day that has just begun, there is no
 * line; no basis leaves it as it is.
 */
export function extendBasis(view: BasisView, future: DerivativesJson | null): BasisView {
  if (future === null) return none
  if (future.basis === undefined) return view
  const { symbol, basis: value, last_updated } = future
  const time = stepOf(last_updated)
  return { symbol, line: extendLine(symbol === view.symbol ? view.line : [], { time, value }, time - SPAN) }
}

/** Takes in what the server remembers of the same future. */
export function seedBasis(view: BasisView, trend: readonly BasisPointJson[]): BasisView {
  const symbol = view.symbol || (trend.at(-1)?.futures_symbol ?? '')
  const steps = new Map(
    trend
      .filter(({ futures_symbol }) => futures_symbol === symbol)
      .map(({ timestamp, basis }) => [stepOf(timestamp), basis]),
  )
  const remembered = [...steps].map(([time, value]) => ({ time, value }))
  return { symbol, line: seedLine(view.line, remembered) }
}
