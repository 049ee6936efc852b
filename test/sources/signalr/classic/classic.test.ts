import type { Subscription } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { SessionError } from '../../../../src/sources/session/session-error.ts'
import { signalr, type SignalrEvent, type SignalrOptions } from '../../../../src/sources/signalr/signalr.ts'
import { soon } from '../../soon.ts'
import { type FarHub, type FarHubOptions, HUB } from '../far-hub.ts'
import { classicHub } from './classic-hub.ts'

const running: Subscription[] = []
const fars: FarHub[] = []
afterEach(() => {
  for (const subscription of running.splice(0)) subscription.unsubscribe()
  for (const far of fars.splice(0)) far.close()
})

interface Meeting extends FarHubOptions {
  readonly negotiation?: Readonly<Record<string, unknown>>
  readonly near?: Partial<SignalrOptions>
  readonly before?: (far: FarHub) => void
}

async function meet({ negotiation = {}, near = {}, before, ...options }: Meeting = {}) {
  const far = await classicHub(options, negotiation)
  fars.push(far)
  before?.(far)
  const events: SignalrEvent[] = []
  const errors: unknown[] = []
  const tokens = { get: () => Promise.resolve('hush'), refuse: () => undefined, hide: String }
  const subscription = signalr({
    protocol: 'classic',
    url: far.url,
    hub: HUB,
    tokens,
    random: () => 0.99,
    ...near,
  }).subscribe({
    next: (event) => events.push(event),
    error: (error: unknown) => errors.push(error),
  })
  running.push(subscription)
  const isUp = () => soon(() => expect(events[0]?.kind).toBe('connected'))
  const invoke = (method: string) => {
    const [up] = events
    if (up?.kind === 'connected')
      running.push(up.hub.invoke(method, []).subscribe({ error: () => undefined }))
  }
  return {
    far,
    events,
    errors,
    subscription,
    isUp,
    invoke,
    urls: () => far.requests.map(({ method, url }) => `${method} ${url}`),
  }
}

const DATA = 'connectionData=%5B%7B%22name%22%3A%22MarketHub%22%7D%5D'
const about = (version: string) =>
  `transport=webSockets&clientProtocol=${version}&connectionToken=aB%2B%2Fc%3D%3D&${DATA}`

describe('classic SignalR', () => {
  it('goes step by step, in the version that the server wants, and says good-bye', async () => {
    const { urls, isUp, subscription } = await meet()
    await isUp()
    subscription.unsubscribe()
    await soon(() => expect(urls()).toHaveLength(4))
    expect(urls()).toEqual([
      `GET /signalr/negotiate?clientProtocol=1.5&${DATA}`,
      `GET /signalr/connect?${about('1.4')}&tid=10`,
      `GET /signalr/start?${about('1.4')}`,
      `POST /signalr/abort?${about('1.4')}`,
    ])
  })

  it('keeps its own version where the server names none', async () => {
    const { urls, isUp } = await meet({ negotiation: { ProtocolVersion: undefined } })
    await isUp()
    expect(urls().at(-1)).toBe(`GET /signalr/start?${about('1.5')}`)
  })

  it('does not start before the first frame, and tells of no call before it has started', async () => {
    const { far, events, urls, isUp } = await meet({
      before: ({ isHealthy }) => {
        isHealthy.up = false
      },
    })
    await soon(() => expect(far.connections()).toBe(1))
    far.mumble()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(urls()).toHaveLength(2)
    far.babble('{"C":"d-1,0|A,0","S":1,"M":[{"H":"MarketHub","M":"Early","A":[]}]}')
    await isUp()
    await soon(() => expect(events).toHaveLength(2))
    expect(events[1]).toEqual({ kind: 'invocations', invocations: [{ method: 'Early', args: [] }] })
  })

  it.each([
    ['no WebSocket', { TryWebSockets: false }, 'The stream server takes no WebSocket at the moment.'],
    [
      'no connection token',
      { ConnectionToken: undefined },
      'negotiate failed with status 200 and no connection token.',
    ],
  ])('gives up where the server has %s', async (_, negotiation, reason) => {
    const { errors, urls } = await meet({ negotiation })
    await soon(() => expect(errors).toEqual([new SessionError(reason)]))
    expect(urls()).toHaveLength(1)
  })

  it('gives up where start fails', async () => {
    const { errors } = await meet({ before: ({ refused }) => refused.set('start', { status: 500 }) })
    await soon(() => expect(errors).toEqual([new SessionError('start failed with status 500.')]))
  })

  it('takes times as fractions, and none for no keep-alive', async () => {
    const { events, errors, isUp } = await meet({
      negotiation: { KeepAliveTimeout: null, TransportConnectTimeout: 0.25, DisconnectTimeout: '30' },
    })
    await isUp()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect([events.length, errors]).toEqual([1, []])
  })

  it('goes when it is asked to', async () => {
    const { far, errors, isUp } = await meet()
    await isUp()
    far.babble('{"C":"d-1,3","T":1,"M":[]}')
    await soon(() => expect(errors).toEqual([new SessionError('The server asked to reconnect.')]))
  })

  it('keeps the order of frames that come at once, and takes those before a loss', async () => {
    const { far, events, errors, isUp } = await meet()
    await isUp()
    const broadcast = (text: string) =>
      far.babble(JSON.stringify({ C: 'd-1,5|A,0', M: [{ H: HUB, M: 'Broadcast', A: [text] }] }))
    const texts = Array.from({ length: 40 }, (_, i) => `text ${i}`)
    for (const text of texts.slice(0, 20)) broadcast(text)
    far.babble('mumbled')
    for (const text of texts.slice(20)) broadcast(text)
    far.fail('enough')
    broadcast('too late')
    await soon(() => expect(errors).toEqual([new SessionError('The server failed: enough')]))
    const heard = events
      .slice(1)
      .flatMap((event) =>
        event.kind === 'invocations' ? event.invocations.map(({ args: [text] }) => text) : [event.kind],
      )
    expect(heard).toEqual([...texts.slice(0, 20), 'unreadable', ...texts.slice(20)])
  })

  it('gives each call an id of its own, and takes an answer for one call only', async () => {
    const { far, isUp, invoke } = await meet()
    await isUp()
    for (const name of ['A', 'B', 'C']) invoke(name)
    await soon(() => expect(far.calls).toHaveLength(3))
    for (const call of far.calls) {
      call.answer({ result: 1 })
      call.answer({ result: 2 })
    }
    invoke('D')
    await soon(() => expect(far.calls.map(({ method }) => method)).toEqual(['A', 'B', 'C', 'D']))
  })

  describe('that may resume', () => {
    it('comes back where it stopped, by its last cursor and groups, and says nothing of it', async () => {
      const { far, events, errors, urls, isUp } = await meet({ near: { resume: true } })
      await isUp()
      far.babble('{"C":"d-1,7|C,0","G":"Zz+","M":[]}')
      far.mumble()
      far.babble('{"C":"d-1,8|C,0","M":[]}')
      far.tell(['Before'])
      await soon(() => expect(events).toHaveLength(2))
      far.drop()
      await soon(() =>
        expect(urls().at(-1)).toBe(
          `GET /signalr/reconnect?${about('1.4')}&messageId=d-1%2C1%7CA%2C0&groupsToken=Zz%2B`,
        ),
      )
      await soon(() => expect(far.connections()).toBe(1))
      far.tell(['After'])
      await soon(() => expect(events).toHaveLength(3))
      expect(events[2]).toMatchObject({ invocations: [{ method: 'After' }] })
      expect(errors).toEqual([])
    })

    it('fails the calls that wait, takes new ones, and is lost when it fails to come back', async () => {
      const { far, events, errors, isUp } = await meet({ near: { resume: true } })
      await isUp()
      const outcomes: unknown[] = []
      const [up] = events
      const call = (name: string) =>
        up?.kind === 'connected' &&
        running.push(
          up.hub
            .invoke(name, [])
            .subscribe({ next: () => outcomes.push(name), error: (error: unknown) => outcomes.push(error) }),
        )
      call('Old')
      await soon(() => expect(far.calls).toHaveLength(1))
      far.drop()
      await soon(() => expect(far.requests.at(-1)?.step).toBe('reconnect'))
      await soon(() => expect(far.connections()).toBe(1))
      expect(outcomes).toEqual([new SessionError('The connection was lost before Old was answered.')])
      await soon(() => {
        call('New')
        expect(far.calls.length).toBeGreaterThan(1)
      })
      far.calls[1]?.answer({})
      await soon(() => expect(outcomes).toContain('New'))
      far.refused.set('reconnect', { status: 400 })
      far.drop()
      await soon(() => expect(errors).toEqual([new SessionError('The stream was closed (1006).')]))
    })
  })
})
