import {
  asyncScheduler,
  concat,
  defer,
  finalize,
  ignoreElements,
  map,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  of,
  Subject,
  throwError,
  timer,
} from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import { SessionError } from '../../../src/sources/session/session-error.ts'
import {
  type Lost,
  session,
  type SessionEvent,
  type SessionPolicy,
} from '../../../src/sources/session/session.ts'
import { marbles } from '../../../src/testing/marbles.ts'
import { fc, test } from '../../property-tests.ts'

type Event = SessionEvent<string>

const subscribed: Event = { kind: 'subscribed' }
const delivering: Event = { kind: 'delivering' }
const data = (...messages: string[]): Event => ({ kind: 'messages', messages })
const values = { s: subscribed, d: delivering, a: data('a'), b: data('b') }

/** Half of each bound is waited: 50 ms, 100 ms, 200 ms, 200 ms. Looks each 10 ms. */
const policy = (more: Partial<SessionPolicy<string>> = {}): SessionPolicy<string> => ({
  now: () => asyncScheduler.now(),
  random: () => 0.5,
  isQuietPhase: () => false,
  backoff: { first: 100, most: 400 },
  stableAfter: 1000,
  openWithin: 40,
  proveWithin: 60,
  silence: 200,
  ...more,
})

const lost = (reason: string, retryIn: number, planned = false): Lost => ({
  kind: 'lost',
  reason,
  retryIn,
  planned,
})

/** What a session tells until `until` ms, each with its time; connections are taken from the list, the last one for ever. */
function told(
  connections: readonly ((fresh: boolean) => Observable<Event>)[],
  until: number,
  more: Partial<SessionPolicy<string>> = {},
) {
  const events: [number, Event | Lost | Error][] = []
  let opened = 0
  let open = 0
  let most = 0
  vi.useFakeTimers({ now: 0 })
  try {
    const session$ = session<string>((fresh) => {
      const make = connections[Math.min(opened, connections.length - 1)]
      opened += 1
      return defer(() => {
        open += 1
        most = Math.max(most, open)
        return make?.(fresh) ?? NEVER
      }).pipe(finalize(() => (open -= 1)))
    }, policy(more))
    const note = (what: Event | Lost | Error) => events.push([asyncScheduler.now(), what])
    const subscription = session$.subscribe({ next: note, error: note })
    vi.advanceTimersByTime(until)
    subscription.unsubscribe()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
  const losses = events.flatMap(([time, event]) =>
    !(event instanceof Error) && event.kind === 'lost' ? [[time, event] as const] : [],
  )
  return { events, losses, opened, open, most, texts: events.map(([time, what]) => [time, brief(what)]) }
}

const brief = (event: Event | Lost | Error) => {
  if (event instanceof Error) return `error: ${event.message}`
  if (event.kind === 'lost') return `lost${event.planned ? ' (planned)' : ''}: ${event.reason}`
  return event.kind === 'messages' ? event.messages.join() : event.kind
}

/** Tells events at their times, ms from its opening, then what follows. */
const connection =
  (events: readonly (readonly [number, Event])[], end$: Observable<never> = NEVER) =>
  (): Observable<Event> =>
    concat(of(...events).pipe(mergeMap(([at, event]) => timer(at).pipe(map(() => event)))), end$)

const dies = (at: number, error: unknown = new SessionError('It broke.')) =>
  concat(
    timer(at).pipe(ignoreElements()),
    throwError(() => error),
  )

describe('session', () => {
  it(
    'passes on what its connection tells, and says when the subscription is proved',
    marbles((m) => {
      const connection$ = m.cold('--s-a-----b', values)
      m.expect(
        session(() => connection$, policy()),
        '^ 30ms !',
      ).toBeObservable('--s-(da)--b', values)
      m.expect(connection$).toHaveSubscriptions('^ 30ms !')
    }),
  )

  it('does not open before it is subscribed to, and serves two subscribers apart', () => {
    let opened = 0
    const session$ = session(() => {
      opened += 1
      return NEVER
    }, policy())
    expect(opened).toBe(0)
    const both = [session$.subscribe(), session$.subscribe()]
    expect(opened).toBe(2)
    for (const one of both) one.unsubscribe()
  })

  it(
    'waits no longer than until one of its siblings is subscribed',
    marbles((m) => {
      const siblings = new Subject<void>()
      const dying$ = m.cold<Event>('---#', values, new SessionError('It broke.'))
      const other$ = m.cold('20ms s', values)
      const others$ = session(() => other$, policy({ siblings }))
      const session$ = session(() => dying$, policy({ siblings }))
      m.expect(merge(others$, session$.pipe(ignoreElements())), '^ 30ms !').toBeObservable('20ms s', values)
      // It would wait for 50 ms.
      m.expect(dying$).toHaveSubscriptions(['^--!', '20ms ^--!'])
    }),
  )

  it('tells a loss in its place, waits, and opens anew, so that all is subscribed again', () => {
    const dying = connection(
      [
        [1, subscribed],
        [2, data('a')],
      ],
      dies(3),
    )
    const { texts, open } = told(
      [
        dying,
        connection([
          [1, subscribed],
          [2, data('b')],
        ]),
      ],
      200,
    )
    expect(texts).toEqual([
      [1, 'subscribed'],
      [2, 'delivering'],
      [2, 'a'],
      [5, 'lost: It broke.'],
      [56, 'subscribed'],
      [57, 'delivering'],
      [57, 'b'],
    ])
    expect(open).toBe(0)
  })

  it('takes an end without an error, and an opening that throws, for losses', () => {
    const throws = () => {
      throw new TypeError('https://host/?access_token=hush')
    }
    const { texts } = told([connection([[1, subscribed]], of().pipe(ignoreElements())), throws], 60)
    expect(texts).toEqual([
      [1, 'subscribed'],
      [1, 'lost: The connection ended.'],
      [51, 'lost: The connection failed (TypeError).'],
    ])
  })

  it('errs with a terminal failure, and with nothing else', () => {
    const refused = new SessionError('The key is not known.', { terminal: true })
    const { events } = told([connection([], dies(1)), connection([], dies(1, refused))], 1000)
    expect(events).toEqual([
      [1, lost('It broke.', 50)],
      [52, refused],
    ])
  })

  it('waits longer with each loss, and at least as long as the far side asks', () => {
    const asked = new SessionError('Too many requests.', { retryAfter: 1000 })
    const { losses } = told(
      [
        connection([], dies(0)),
        connection([], dies(0)),
        connection([], dies(0, asked)),
        connection([], dies(0)),
      ],
      1550,
    )
    expect(losses.map(([, { retryIn }]) => retryIn)).toEqual([50, 100, 1200, 200])
  })

  it('forgives the losses before a connection that stood', () => {
    const beats = Array.from({ length: 11 }, (_, i): [number, Event] => [100 * i + 2, data('x')])
    const stands = connection([[1, subscribed], ...beats], dies(1))
    const { losses } = told([connection([], dies(0)), connection([], dies(0)), stands, connection([])], 1200)
    expect(losses.map(([, { retryIn }]) => retryIn)).toEqual([50, 100, 50])
  })

  it('gives up a connection that is not subscribed in time, whatever it says', () => {
    const { texts } = told(
      [
        connection([
          [5, data('early')],
          [30, data('still')],
        ]),
      ],
      45,
    )
    expect(texts).toEqual([
      [5, 'early'],
      [30, 'still'],
      [40, 'lost: The connection was not subscribed within 0.04 s.'],
    ])
  })

  it('does not take an acknowledgement for a delivery, however often it comes', () => {
    const { losses } = told([connection([[1, subscribed]])], 800, { stableAfter: 100, proveWithin: 60 })
    expect(losses.map(([time, { retryIn }]) => [time, retryIn])).toEqual([
      [60, 50],
      [170, 100],
      [330, 200],
      [590, 200],
    ])
    expect(losses[0]?.[1].reason).toBe('The subscription was acknowledged, but nothing came within 0.06 s.')
  })

  it('asks what counts as data', () => {
    const heartbeats = Array.from({ length: 9 }, (_, i): [number, Event] => [10 * i + 2, data('beat')])
    const { texts } = told([connection([[1, subscribed], ...heartbeats])], 75, {
      isData: (text) => text !== 'beat',
    })
    expect(texts.at(-1)).toEqual([
      60,
      'lost: The subscription was acknowledged, but nothing came within 0.06 s.',
    ])
    expect(texts.map(([, text]) => text)).not.toContain('delivering')
  })

  it('takes a proof that the connection has itself, once', () => {
    const { texts } = told(
      [
        connection([
          [1, delivering],
          [2, subscribed],
          [3, delivering],
          [4, delivering],
          [5, data('a')],
        ]),
      ],
      30,
    )
    expect(texts).toEqual([
      [2, 'subscribed'],
      [3, 'delivering'],
      [5, 'a'],
    ])
  })

  it('takes silence for a loss, and any data for life', () => {
    const { texts } = told(
      [
        connection([
          [1, subscribed],
          [2, data('a')],
          [150, data('b')],
        ]),
      ],
      370,
      { silence: 200 },
    )
    expect(texts.at(-1)).toEqual([350, 'lost: Nothing came, although the market is open, for 0.2 s.'])
  })

  it('lets a quiet phase be quiet, and begins to count when it ends', () => {
    const isQuietPhase = (now: number) => now >= 100 && now < 5000
    const { texts } = told(
      [
        connection([
          [1, subscribed],
          [2, data('a')],
        ]),
      ],
      5240,
      { isQuietPhase },
    )
    expect(texts.slice(2)).toEqual([
      [2, 'a'],
      [5190, 'lost: Nothing came, although the market is open, for 0.2 s.'],
    ])
  })

  it('never misses what need not come', () => {
    const { texts } = told([connection([[1, subscribed]])], 100_000, {
      proveWithin: Infinity,
      silence: Infinity,
    })
    expect(texts).toEqual([[1, 'subscribed']])
  })
})

describe('session and its credentials', () => {
  const HOUR = 3_600_000
  /** Credentials of ten hours; where `fresh` is what was asked for. */
  const dated = (asked: boolean[]) => (fresh: boolean) => {
    asked.push(fresh)
    return concat(of<Event>({ kind: 'subscribed', endsAt: asyncScheduler.now() + 10 * HOUR }), NEVER)
  }
  const calm: Partial<SessionPolicy<string>> = { silence: 2 * HOUR, proveWithin: 20 * HOUR, openWithin: HOUR }

  it('renews before they end, at once, and counts that as no loss', () => {
    const asked: boolean[] = []
    const warnings: string[] = []
    const { losses } = told([dated(asked)], 21 * HOUR, { ...calm, onWarning: (text) => warnings.push(text) })
    const life = 10 * HOUR - 5.5 * 60_000
    expect(losses).toEqual([
      [life, lost('Closed to be renewed.', 0, true)],
      [2 * life + 1, lost('Closed to be renewed.', 0, true)],
    ])
    expect(asked).toEqual([false, true, true])
    expect(warnings).toEqual([])
  })

  it('renews in a quiet phase of the last hour, where there is one', () => {
    const asked: boolean[] = []
    const isQuietPhase = (now: number) => now > 9.25 * HOUR && now < 9.5 * HOUR
    const { losses } = told([dated(asked)], 10 * HOUR, { ...calm, isQuietPhase })
    expect(losses.map(([time]) => time)).toEqual([9.25 * HOUR + 1000])
  })

  it('asks for other credentials until it has them', () => {
    const asked: boolean[] = []
    const fails = (fresh: boolean) => {
      asked.push(fresh)
      return throwError(() => new SessionError('No token.'))
    }
    told([dated(asked), fails, dated(asked), dated(asked)], 10 * HOUR, calm)
    expect(asked).toEqual([false, true, true])
  })

  it('does not turn in circles over credentials that have ended, or that are never other ones', () => {
    const stale = () => concat(of<Event>({ kind: 'subscribed', endsAt: -5 }), NEVER)
    expect(told([stale], 2 * HOUR, calm).opened).toBe(1)
    const same = () => concat(of<Event>({ kind: 'subscribed', endsAt: HOUR }), NEVER)
    expect(told([same], HOUR, { ...calm, isQuietPhase: () => true }).opened).toBeLessThan(30)
  })

  it('is taken anew each day at a time of the Vietnamese day', () => {
    // Virtual time begins at 07:00 in Vietnam.
    const forever = () => concat(of(subscribed), NEVER)
    const more = { ...calm, proveWithin: Infinity, silence: Infinity, renewDailyAt: 6.5 * HOUR }
    const { losses } = told([forever], 50 * HOUR, more)
    expect(losses.map(([time]) => Math.round(time / 60_000))).toEqual([23.5 * 60 + 5, 47.5 * 60 + 5])
  })

  it('hides secrets in what it tells', () => {
    const warnings: string[] = []
    const { texts } = told([connection([], dies(0, new SessionError('Token hush is bad.')))], 10, {
      name: 'X:ALL',
      hide: (text) => text.replaceAll('hush', '***'),
      onWarning: (text) => warnings.push(text),
    })
    expect(texts).toEqual([[0, 'lost: Token *** is bad.']])
    expect(warnings).toEqual(['X:ALL: Token *** is bad. Trying again in 0.1 s.'])
  })

  it('tells no wait of 0.0 s', () => {
    const warnings: string[] = []
    told([connection([], dies(0))], 10, { random: () => 0, onWarning: (text) => warnings.push(text) })
    expect(warnings[0]).toMatch(/ Trying again at once\.$/)
  })
})

describe('a session, whatever happens to its connections', () => {
  const fate = fc.record({
    subscribes: fc.boolean(),
    beats: fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }),
    dies: fc.option(fc.integer({ min: 0, max: 400 })),
    asks: fc.option(fc.integer({ min: 0, max: 500 })),
  })
  test.prop([fc.array(fate, { minLength: 1, maxLength: 6 }), fc.double({ min: 0, max: 0.99, noNaN: true })], {
    numRuns: 12,
  })('has one at a time, closes each, and is back in the time that it says', (fates, share) => {
    const lives = fates.map(({ subscribes, beats, dies: at, asks }) =>
      connection(
        [
          ...(subscribes ? [[0, subscribed] as const] : []),
          ...beats.map((beat) => [beat, data('x')] as const),
        ],
        at === null ? NEVER : dies(at, new SessionError('Lost.', { retryAfter: asks ?? undefined })),
      ),
    )
    const healthy = connection([
      [0, subscribed],
      ...Array.from({ length: 200 }, (_, i): [number, Event] => [i * 100, data('ok')]),
    ])
    const { events, losses, most, open } = told([...lives, healthy], 12_000, {
      random: () => Math.floor(share * 100) / 100,
    })
    expect(most).toBe(1)
    expect(open).toBe(0)
    // Each of the others is given up, for it fails or does not do its part.
    expect(losses).toHaveLength(fates.length)
    expect(events.at(-1)?.[1]).toEqual(data('ok'))
    const [lostAt, { retryIn }] = losses.at(-1)!
    const [backAt, back] = events[events.findIndex(([, event]) => event === losses.at(-1)?.[1]) + 1]!
    expect(back).toEqual(subscribed)
    // A timer of the machine fires a millisecond late, and none after less than one.
    expect(backAt - lostAt - retryIn).toBeGreaterThanOrEqual(0)
    expect(backAt - lostAt - retryIn).toBeLessThanOrEqual(3)
    // Delivering is told once for each subscription, and only after it.
    const kinds = events
      .map(([, event]) => (event instanceof Error ? 'error' : event.kind))
      .filter((kind) => kind !== 'messages')
    for (const [i, kind] of kinds.entries())
      if (kind === 'delivering') expect(kinds[i - 1]).toBe('subscribed')
  })
})
