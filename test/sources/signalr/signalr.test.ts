import { type Observable, type Subscription, tap } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { SessionError } from '../../../src/sources/session/session-error.ts'
import {
  type RemoteHub,
  signalr,
  type SignalrEvent,
  type SignalrOptions,
} from '../../../src/sources/signalr/signalr.ts'
import { soon } from '../soon.ts'
import { classicHub } from './classic/classic-hub.ts'
import { coreHub } from './core/core-hub.ts'
import { type FarHub, type FarHubOptions, HUB } from './far-hub.ts'

const TOKEN = 'eyJ0b2tlbg.eyJub25lIjoxfQ.c2lnbg'

const running: Subscription[] = []
const fars: FarHub[] = []
afterEach(() => {
  for (const subscription of running.splice(0)) subscription.unsubscribe()
  for (const far of fars.splice(0)) far.close()
})

/** Runs a stream, and notes what comes of it. */
function noted<T>(stream$: Observable<T>) {
  const values: T[] = []
  const errors: unknown[] = []
  const subscription = stream$.subscribe({
    next: (value) => values.push(value),
    error: (error: unknown) => errors.push(error),
  })
  running.push(subscription)
  return { values, errors, subscription }
}

/** A connection to a far hub; `told` is what it told, in words. */
function connectTo(far: FarHub, options: Partial<SignalrOptions>) {
  const refused: string[] = []
  const told: string[] = []
  const hubs: RemoteHub[] = []
  const tell = (event: SignalrEvent) => {
    if (event.kind === 'connected') hubs.push(event.hub)
    if (event.kind === 'invocations') {
      told.push(event.invocations.map(({ method, args }) => `${method}(${args.join()})`).join(' '))
    } else told.push(event.kind === 'unreadable' ? `unreadable ${event.text}` : event.kind)
  }
  const tokens: SignalrOptions['tokens'] = {
    get: () => Promise.resolve(TOKEN),
    refuse: (token) => refused.push(token),
    hide: (text) => text.replaceAll(TOKEN, '***'),
  }
  const stream$ = signalr({
    protocol: 'classic',
    url: far.url,
    hub: HUB,
    tokens,
    random: () => 0.5,
    ...options,
  })
  const { errors, subscription } = noted(stream$.pipe(tap(tell)))
  const invoke = (method: string, ...args: unknown[]) => {
    const [hub] = hubs
    if (!hub) throw new Error('It is not connected.')
    return noted(hub.invoke(method, args).pipe(tap((result) => told.push(`${method}: ${String(result)}`))))
  }
  return { refused, told, errors, subscription, invoke }
}

interface Protocol {
  readonly protocol: SignalrOptions['protocol']
  readonly make: (options?: FarHubOptions) => Promise<FarHub>
  /** The step that opens the socket. */
  readonly upgrade: string
}

const protocols: readonly Protocol[] = [
  { protocol: 'classic', make: (options) => classicHub(options), upgrade: 'connect' },
  { protocol: 'core', make: () => coreHub(), upgrade: HUB },
]

describe.each(protocols)('signalr, $protocol', ({ protocol, make, upgrade }) => {
  /** A hub, and a connection to it that is not yet up. */
  async function meet(options: FarHubOptions = {}, before: (far: FarHub) => void = () => undefined) {
    const far = await make(options)
    fars.push(far)
    before(far)
    const near = connectTo(far, { protocol, ...options })
    return { far, ...near, isUp: () => soon(() => expect(near.told).toContain('connected')) }
  }

  it('speaks to nobody before it is subscribed to', async () => {
    const far = await make()
    fars.push(far)
    const stream$ = signalr({
      protocol,
      url: far.url,
      hub: HUB,
      tokens: { get: () => Promise.resolve(TOKEN), refuse: () => undefined, hide: String },
      random: () => 0,
    })
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(far.requests).toEqual([])
    running.push(stream$.subscribe())
    await soon(() => expect(far.requests).not.toEqual([]))
  })

  it('shows its token at each step, and closes when it is unsubscribed from', async () => {
    const { far, told, isUp, subscription } = await meet()
    await isUp()
    expect(told).toEqual(['connected'])
    expect(far.requests.map(({ step }) => step)).toEqual(expect.arrayContaining(['negotiate', upgrade]))
    expect(new Set(far.requests.map(({ authorization }) => authorization))).toEqual(
      new Set([`Bearer ${TOKEN}`]),
    )
    expect(far.connections()).toBe(1)
    subscription.unsubscribe()
    await soon(() => expect(far.connections()).toBe(0))
    expect(told).toEqual(['connected'])
  })

  it('takes all calls of a frame together and in order, whatever they are called and hold', async () => {
    const { far, told, isUp } = await meet()
    await isUp()
    far.tell(['Broadcast', 'one'], ['ERROR', 'x', 2], ['Nothing'])
    far.tell(['Broadcast', 'Tiếng Việt'])
    await soon(() => expect(told.at(-1)).toContain('Việt'))
    // The frames of one turn of the loop may come as one.
    expect(told.slice(1).join(' ')).toBe('Broadcast(one) ERROR(x,2) Nothing() Broadcast(Tiếng Việt)')
    expect(told[1]).toContain('Broadcast(one) ERROR(x,2) Nothing()')
  })

  it('gives a caller the result of its call, in the order of what is told', async () => {
    const { far, told, isUp, invoke } = await meet()
    await isUp()
    const [first, second] = [invoke('First', 'A', 1), invoke('Second')]
    await soon(() => expect(far.calls).toHaveLength(2))
    expect(far.calls.map(({ method, args }) => [method, args])).toEqual([
      ['First', ['A', 1]],
      ['Second', []],
    ])
    far.calls[1]?.answer({ result: { a: 1 } })
    await soon(() => expect(second.values).toEqual([{ a: 1 }]))
    expect(first.values).toEqual([])
    far.answerAndTell(far.calls[0]!, 'Broadcast')
    await soon(() => expect(told).toHaveLength(4))
    expect(told.slice(2)).toEqual(['First: done', 'Broadcast()'])
    expect([first.subscription.closed, second.subscription.closed]).toEqual([true, true])
  })

  it('gives nothing for the result of a call that has none', async () => {
    const { far, isUp, invoke } = await meet()
    await isUp()
    const call = invoke('Nothing')
    await soon(() => expect(far.calls).toHaveLength(1))
    far.calls[0]?.answer({})
    await soon(() => expect(call.values).toEqual([undefined]))
  })

  it('fails a call that the hub fails, tells no secret, and goes on', async () => {
    const { far, told, errors, isUp, invoke } = await meet()
    await isUp()
    const call = invoke('NoSuch')
    await soon(() => expect(far.calls).toHaveLength(1))
    far.calls[0]?.answer({ error: `There is none for ${TOKEN}.` })
    await soon(() => expect(call.errors).toEqual([new SessionError('NoSuch failed: There is none for ***.')]))
    far.tell(['Still'])
    await soon(() => expect(told.at(-1)).toBe('Still()'))
    expect(errors).toEqual([])
  })

  it('fails the calls that wait when the connection is lost, and those that come after', async () => {
    const { far, errors, isUp, invoke } = await meet()
    await isUp()
    const waiting = [invoke('One'), invoke('Two')]
    await soon(() => expect(far.calls).toHaveLength(2))
    far.drop()
    await soon(() => expect(errors).toHaveLength(1))
    const late = invoke('Three')
    await soon(() => expect(late.errors).toHaveLength(1))
    expect([...waiting, late].flatMap((call) => call.errors)).toEqual(
      ['One', 'Two', 'Three'].map(
        (name) => new SessionError(`The connection was lost before ${name} was answered.`),
      ),
    )
  })

  it('hands on what it cannot read, and keeps the connection', async () => {
    const { far, told, errors, isUp } = await meet()
    await isUp()
    far.babble('{"cut')
    far.mumble()
    far.tell(['Fine'])
    await soon(() => expect(told.at(-1)).toBe('Fine()'))
    expect(told).toEqual(['connected', 'unreadable {"cut', 'Fine()'])
    expect(errors).toEqual([])
  })

  it.each([
    ['the line breaks', (far: FarHub) => far.drop(), 'The stream was closed (1006).'],
    ['the server closes', (far: FarHub) => far.drop(1000), 'The stream was closed (1000).'],
    ['the server goes away', (far: FarHub) => far.drop(1001), 'The stream was closed (1001).'],
    [
      'the server fails',
      (far: FarHub) => far.fail(`no room for ${TOKEN}`),
      'The server failed: no room for ***',
    ],
  ])('is lost when %s', async (_, lose, reason) => {
    const { far, errors, isUp } = await meet()
    await isUp()
    lose(far)
    await soon(() => expect(errors).toEqual([new SessionError(reason)]))
    await soon(() => expect(far.connections()).toBe(0))
  })

  it('is lost by silence, and lives by any frame', async () => {
    const { far, told, errors, isUp } = await meet({ keepAliveTimeout: 600 })
    await isUp()
    for (let i = 0; i < 4; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      far.mumble()
    }
    expect(errors).toEqual([])
    await soon(() => expect(errors).toEqual([new SessionError('The stream fell silent.')]))
    expect(told).toEqual(['connected'])
  })

  it('is lost when it is not up in time', async () => {
    const { far, errors, told } = await meet({ connectTimeout: 300 }, ({ isHealthy }) => {
      isHealthy.up = false
    })
    await soon(() => expect(errors).toEqual([new SessionError('The stream did not start in time.')]))
    expect(told).toEqual([])
    await soon(() => expect(far.connections()).toBe(0))
  })

  it.each([
    ['negotiate', 401, true],
    ['negotiate', 503, false],
    ['upgrade', 401, true],
    ['upgrade', 403, true],
    ['upgrade', 502, false],
  ])('forgets its token where %s is refused for it, with status %d', async (step, status, isToken) => {
    const { errors, refused } = await meet({}, (far) => {
      far.refused.set(step === 'upgrade' ? upgrade : step, { status })
    })
    await soon(() => expect(errors).toHaveLength(1))
    expect(errors[0]).toMatchObject({ name: 'SessionError', terminal: false, retryAfter: undefined })
    expect(String(errors[0])).toContain(`with status ${status}`)
    expect(refused).toEqual(isToken ? [TOKEN] : [])
  })

  it.each(['negotiate', 'upgrade'])('says how long it is to wait when %s comes too often', async (step) => {
    const { errors } = await meet({}, (far) => {
      far.refused.set(step === 'upgrade' ? upgrade : step, { status: 429, headers: { 'Retry-After': '7' } })
    })
    await soon(() => expect(errors).toMatchObject([{ retryAfter: 7000, terminal: false }]))
  })

  it('passes on why there is no token', async () => {
    const far = await make()
    fars.push(far)
    const refusal = new SessionError('The key is not known.', { terminal: true })
    const tokens = { get: () => Promise.reject(refusal), refuse: () => undefined, hide: String }
    const { errors } = connectTo(far, { protocol, tokens })
    await soon(() => expect(errors).toEqual([refusal]))
    expect(errors).toMatchObject([{ terminal: true }])
  })

  it('is lost when nobody is there', async () => {
    const { far, errors } = await meet({}, ({ close }) => close())
    await soon(() => expect(errors).toEqual([new SessionError('negotiate got no answer (ECONNREFUSED).')]))
    expect(far.connections()).toBe(0)
  })

  it('says so when the server speaks the other protocol', async () => {
    const other = protocol === 'classic' ? await coreHub() : await classicHub()
    fars.push(other)
    // The same path in both worlds.
    const url = protocol === 'classic' ? `${other.url}/${HUB}` : other.url.replace('/signalr', '')
    const { errors } = connectTo(
      other,
      protocol === 'classic' ? { protocol, url } : { protocol, url, hub: 'signalr' },
    )
    await soon(() =>
      expect(errors).toMatchObject([
        { terminal: true, message: expect.stringContaining('speaks') as string },
      ]),
    )
  })

  it('leaves nothing open when it is unsubscribed from while it connects', async () => {
    const { far, subscription, errors } = await meet({}, ({ isHealthy }) => {
      isHealthy.up = false
    })
    await soon(() => expect(far.connections()).toBe(1))
    subscription.unsubscribe()
    await soon(() => expect(far.connections()).toBe(0))
    expect(errors).toEqual([])
  })
})
