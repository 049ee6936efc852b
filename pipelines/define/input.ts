import { filter, type Observable } from 'rxjs'
import { bars } from '../../operators/bars.ts'
import type { ClassifiedEvent, ForeignTotals } from '../../src/domain/event.ts'
import type { Bar, Output } from '../../src/domain/outputs.ts'

/** A stream that a pipeline can take: some kinds of output, or what is made of them. */
export interface Input<T> {
  /** The name by which the graph shows it, `trades$`. */
  readonly input: string
  readonly kinds: readonly Output['kind'][]
  /** The stream, of the outputs of these kinds in the order of the log. */
  readonly toStream: (outputs$: Observable<Output>) => Observable<T>
}

type OfKind<K extends Output['kind']> = Extract<Output, { kind: K }>

function ofKind<K extends Output['kind']>(input: string, kind: K): Input<OfKind<K>> {
  return {
    input,
    kinds: [kind],
    toStream: (outputs$) => outputs$.pipe(filter((output): output is OfKind<K> => output.kind === kind)),
  }
}

/** Trades with their aggressor. */
export const trades$ = ofKind('trades$', 'trade')

/** Books, up to ten levels a side. */
export const quotes$ = ofKind('quotes$', 'quote')

/** Foreign flow of each security: running totals, speed, acceleration. */
export const foreign$ = ofKind('foreign$', 'foreignFlow')

/** Values of the followed indices. */
export const index$ = ofKind('index$', 'index')

/** The basis of each future that traded today. */
export const basis$ = ofKind('basis$', 'basis')

/** Running totals of each security over its trading day. */
export const sessions$ = ofKind('sessions$', 'session')

/** Alerts of the built-in kinds, after the cool-down. */
export const alerts$ = ofKind('alerts$', 'alert')

/** An event of the ordered stream. Foreign totals stand in it as flow only: see `foreign$`. */
export type FeedOutput = Exclude<ClassifiedEvent, ForeignTotals>

const isEvent: Readonly<Record<Output['kind'], boolean>> = {
  trade: true,
  quote: true,
  band: true,
  index: true,
  status: true,
  venueSession: true,
  putThrough: true,
  oddLot: true,
  securities: true,
  members: true,
  minuteBar: true,
  connection: true,
  clock: true,
  gap: true,
  rejected: true,
  bandMismatch: false,
  session: false,
  foreignFlow: false,
  activeFuture: false,
  basis: false,
  bar: false,
  alert: false,
}
const eventKinds = (Object.keys(isEvent) as Output['kind'][]).filter((kind) => isEvent[kind])
const isFeedOutput = (output: Output): output is FeedOutput => isEvent[output.kind]

/**
 * Everything that the feed tells, in one order: what an operator needs that joins kinds, as a trade and the quote before it.
 */
export const events$: Input<FeedOutput> = {
  input: 'events$',
  kinds: eventKinds,
  toStream: (outputs$) => outputs$.pipe(filter(isFeedOutput)),
}

/** Everything that the pipelines of vnflow give, in one order. */
export const outputs$: Input<Output> = {
  input: 'outputs$',
  kinds: Object.keys(isEvent) as Output['kind'][],
  toStream: (all$) => all$,
}

const MINUTE = 60_000
const units: Readonly<Record<string, number>> = { s: 1_000, m: MINUTE, h: 60 * MINUTE }

function widthOf(interval: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([smh])$/.exec(interval) ?? []
  const width = Number(count) * (units[unit] ?? NaN)
  if (width > 0) return width
  throw new RangeError(`bars$ takes a width as '30s', '1m' or '1h', not '${interval}'.`)
}

/**
 * Bars of each security. Those of a minute are the built-in ones; others are folded from trades, for the pipeline alone.
 * Throws a `RangeError` on a width that is none, or that does not divide a day.
 */
export function bars$(interval: string): Input<Bar> {
  const width = widthOf(interval)
  if (width === MINUTE) return { ...ofKind('bars$', 'bar'), input: `bars$('${interval}')` }
  const operator = bars(width)
  return {
    input: `bars$('${interval}')`,
    kinds: eventKinds,
    toStream: (all$) => operator(all$.pipe(filter(isFeedOutput))),
  }
}
