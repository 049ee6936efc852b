import { Observable, type OperatorFunction, Subject, type Subscription } from 'rxjs'
import type { Instant } from '../src/domain/time.ts'

/** One run of an operator that may fail. */
export interface Guest<I, O> {
  readonly operator: OperatorFunction<I, O>
  /** Told of each value before the operator is; false keeps the value from it. What it throws counts as the operator's failure. */
  readonly admits: (value: I) => boolean
}

/**
 * Makes a run.
 *
 * @param current - gives the value that is being taken in, and undefined in between: what the operator emits then comes of no value
 * @param now - the feed's clock
 */
export type Begin<I, O> = (current: () => I | undefined, now: Instant) => Guest<I, O>

/** How failures are met. */
export interface GuardedOptions {
  /** Shortest time from a failure to the next run, ms of the feed's clock; doubled at each further failure. */
  readonly shortest?: number
  /** Longest such time, ms; a run that lasts ten times as long has made up for the failures before it. */
  readonly longest?: number
  /** Told of each failure, and of when the operator runs again, by the feed's clock. */
  readonly onFailure?: (reason: unknown, again: Instant) => void
  /** Told each time a run begins. */
  readonly onStart?: () => void
  /** Ends the run, as if nothing had come yet, each time it emits: the values go on elsewhere. */
  readonly reset$?: Observable<unknown>
}

interface Timed {
  readonly exchangeTime: Instant | undefined
}

/**
 * Runs an operator that may fail, so that nobody else notices: a throw or an error ends its run, and a new one, which remembers
 * nothing, begins when the feed's clock has come far enough. Values that come meanwhile are lost to it.
 *
 * - Times are those of the values, so that a replay fails and begins again at the same places.
 * - The first run begins with the first value that says a time. When the operator completes, no further run begins.
 * - Completion of the source completes the operator, whose last values go out. An error of the source passes at once.
 */
export function guarded<I extends Timed, O>(
  begin: Begin<I, O>,
  options: GuardedOptions = {},
): OperatorFunction<I, O> {
  return (source$) =>
    new Observable((subscriber) => {
      const error = (reason: unknown): void => {
        subscriber.error(reason)
      }
      const host: Host<I, O> = {
        ...emptyHost,
        begin,
        options,
        emit: (output) => {
          subscriber.next(output)
        },
      }
      subscriber.add(() => endRun(host))
      if (options.reset$) subscriber.add(options.reset$.subscribe({ next: () => reset(host), error }))
      return source$.subscribe({
        next: (value) => take(value, host),
        error,
        complete() {
          complete(host)
          subscriber.complete()
        },
      })
    })
}

interface Run<I> {
  readonly values$: Subject<I>
  readonly admits: (value: I) => boolean
  subscription: Subscription | undefined
}

/** Where a guarded operator stands. */
interface Host<I, O> {
  readonly begin: Begin<I, O>
  readonly options: GuardedOptions
  readonly emit: (output: O) => void
  now: Instant
  /** Feed time from which on a run may begin. */
  due: Instant
  begun: Instant
  failures: number
  isOver: boolean
  run: Run<I> | undefined
  current: I | undefined
  last: I | undefined
}

const emptyHost = {
  now: -Infinity,
  due: -Infinity,
  begun: -Infinity,
  failures: 0,
  isOver: false,
  run: undefined,
  current: undefined,
  last: undefined,
}

function endRun<I, O>(host: Host<I, O>): void {
  host.run?.subscription?.unsubscribe()
  host.run = undefined
}

function reset<I, O>(host: Host<I, O>): void {
  endRun(host)
  Object.assign(host, emptyHost)
}

function fail<I, O>(reason: unknown, host: Host<I, O>): void {
  const { shortest = 1_000, longest = 300_000, onFailure } = host.options
  endRun(host)
  if (host.now - host.begun >= 10 * longest) host.failures = 0
  host.due = host.now + Math.min(shortest * 2 ** host.failures, longest)
  host.failures += 1
  onFailure?.(reason, host.due)
}

function startRun<I, O>(host: Host<I, O>): void {
  host.begun = host.now
  host.options.onStart?.()
  const { operator, admits } = host.begin(() => host.current, host.now)
  const run: Run<I> = { values$: new Subject(), admits, subscription: undefined }
  host.run = run
  const subscription = operator(run.values$).subscribe({
    next: host.emit,
    error: (reason: unknown) => {
      if (host.run === run) fail(reason, host)
    },
    complete() {
      if (host.run === run) host.isOver = true
    },
  })
  run.subscription = subscription
  // It may have failed while it was being subscribed to.
  if (host.run !== run) subscription.unsubscribe()
}

/** Whatever goes wrong in a run is its failure, and its alone. */
function inside<I, O>(host: Host<I, O>, task: () => void): void {
  try {
    task()
  } catch (reason) {
    fail(reason, host)
  }
}

function take<I extends Timed, O>(value: I, host: Host<I, O>): void {
  host.now = Math.max(host.now, value.exchangeTime ?? -Infinity)
  host.current = host.last = value
  const isDue = !host.run && !host.isOver && host.now > 0 && host.now >= host.due
  if (isDue) inside(host, () => startRun(host))
  const { run } = host
  if (run)
    inside(host, () => {
      if (run.admits(value) && host.run === run) run.values$.next(value)
    })
  host.current = undefined
}

/** What the operator emits at its end comes of the last value. */
function complete<I, O>(host: Host<I, O>): void {
  const { run } = host
  host.current = host.last
  if (run)
    inside(host, () => {
      run.values$.complete()
    })
  host.current = undefined
}
