import { type Observable, type OperatorFunction, pipe, share } from 'rxjs'
import { bandMismatch } from '../operators/band-mismatch.ts'
import { byKind } from '../operators/state/by-kind.ts'
import { merged } from '../operators/state/merged.ts'
import { routed } from '../operators/state/routed.ts'
import type { ClassifiedEvent, ForeignTotals, IndexValue } from '../src/domain/event.ts'
import type { Frame } from '../src/domain/frame.ts'
import type { Output } from '../src/domain/outputs.ts'
import { activeFuture } from './active-future.ts'
import { alerts } from './alerts.ts'
import { bars } from './bars.ts'
import { derivatives } from './derivatives.ts'
import { foreign } from './foreign.ts'
import { indices } from './indices.ts'
import { market } from './market.ts'
import { type Decode, orderedEvents } from './ordered-events.ts'
import { ruleAlerts } from './rules/rule-alerts.ts'
import type { Rule } from './rules/rule.ts'

/** What goes out as it came in; totals of foreigners and indices go out as their pipelines give them. */
const passing = (): OperatorFunction<ClassifiedEvent, Exclude<ClassifiedEvent, ForeignTotals | IndexValue>> =>
  byKind(nothing, (_, emit) => ({
    foreign: () => undefined,
    index: () => undefined,
    rejected: emit,
    others: emit as (event: ClassifiedEvent) => void,
  }))

const nothing = () => ({})

/** What the program can be told from outside the log; the same for a live run and its replay. */
export interface ProgramOptions {
  /** Futures to choose the active one among; all when empty. */
  readonly futures?: readonly string[]
  /** Alert rules of the user. */
  readonly rules?: readonly Rule[]
}

/** All pipelines over one ordered stream. What one event causes comes out in the order of this list. */
function pipelines(
  events$: Observable<ClassifiedEvent>,
  { futures = [], rules = [] }: ProgramOptions,
): Observable<Output> {
  const foreign$ = foreign(events$).pipe(share())
  const active$ = activeFuture(events$, futures).pipe(share())
  const basis$ = derivatives(events$).pipe(share())
  // Shared where somebody else asks for it only: that costs each of its many values.
  const session$ = rules.length === 0 ? market(events$) : market(events$).pipe(share())
  return merged<Output>(
    events$.pipe(passing()),
    events$.pipe(bandMismatch()),
    session$,
    foreign$,
    indices(events$),
    active$,
    basis$,
    bars(events$),
    alerts({
      events$,
      foreign$,
      basis$,
      active$,
      rules$: ruleAlerts(rules, { events$, session$, foreign$, basis$ }),
    }),
  )
}

/**
 * The program: the log in, everything known about the market out. A pure function of the frames, so that
 * live, replay and backtest are this, over frames that come at another pace.
 */
export const program = (decode: Decode, options: ProgramOptions = {}): OperatorFunction<Frame, Output> =>
  pipe(
    orderedEvents(decode),
    routed((events$: Observable<ClassifiedEvent>) => pipelines(events$, options)),
  )
