import { defer, ignoreElements, map, tap } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { channel, type ChannelEvent, type ChannelOptions } from '../../client/channel.ts'
import type { ConnectionState } from '../../client/connection-state.ts'
import { makeLink } from '../../client/link.ts'
import { eventReader, stateReader } from '../../client/reader.ts'
import type { SocketEvent } from '../../client/socket.ts'
import { marbles } from '../../src/testing/marbles.ts'

type State = Readonly<Record<string, number>>

const isText = (json: unknown): json is string => typeof json === 'string'
const isState = (json: unknown): json is State => typeof json === 'object'
const merge = (state: State, delta: unknown): unknown => ({ ...state, ...(delta as State) })

const feed = { connected: true, stale: false, source: 'exchange', simulated: true }
const frame = (type: string, seq: number, data: unknown): SocketEvent => ({
  kind: 'text',
  text: JSON.stringify({ type, channel: 'x', seq, time: '', ...(type === 'snapshot' && { feed }), data }),
})
const state = (of: ConnectionState): ChannelEvent<string> => ({ kind: 'state', state: of })
const value = (of: string): ChannelEvent<string> => ({ kind: 'value', value: of })

const said: unknown[] = []
const frames = {
  o: { kind: 'open', send: (text) => said.push(JSON.parse(text)) } as SocketEvent,
  a: frame('event', 1, 'a'),
  b: frame('event', 2, 'b'),
  l: frame('loss', 3, { missing: 2 }),
  j: frame('event', 2, 7),
}
const events: Readonly<Record<string, ChannelEvent<string>>> = {
  k: state('connecting'),
  c: state('connected'),
  p: state('polling'),
  d: state('disconnected'),
  a: value('a'),
  b: value('b'),
  r: value('polled'),
  l: { kind: 'loss', missing: 2 },
}
const polled = <T>(value: readonly T[], timeline?: number) => ({
  answered: true as const,
  value: { value, timeline },
})
const answered = { r: polled(['polled']), n: { answered: false as const } }

const open = (socket$: ChannelSockets, more: Partial<ChannelOptions<string>> = {}) =>
  channel<string>({
    name: 'x',
    link: linkOver(socket$),
    reader: () => eventReader(isText),
    ...more,
  })
type ChannelSockets = Parameters<typeof makeLink>[0]['socket$']
const linkOver = (socket$: ChannelSockets) =>
  makeLink({ socket$, random: () => 1, onRejected: () => undefined })

describe('channel', () => {
  it(
    'tells of the connection and what comes over it',
    marbles((m) => {
      m.expect(open(m.cold('-oa-b', frames)), '------!').toBeObservable('kca-b-', events)
    }),
  )

  it(
    'polls after three failures and tries the socket each 30 s',
    marbles((m) => {
      const socket$ = m.cold<SocketEvent>('#')
      const poll$ = m.cold('10ms r 9ms n 9ms r', answered)
      m.expect(open(socket$, { poll$ }), '32s !').toBeObservable(
        '(kd) 996ms (kd) 1996ms (kd) 6ms (pr) 6ms d 9ms (pr)',
        events,
      )
    }),
  )

  it(
    'leaves a late answer out once the socket opened',
    marbles((m) => {
      const attempts = [...['#', '#', '#'].map((lost) => m.cold<SocketEvent>(lost)), m.cold('o-a', frames)]
      const poll$ = m.cold('5ms r 30000ms r', answered)
      const socket$ = defer(() => attempts.shift()!)
      m.expect(open(socket$, { poll$ }), '40s !').toBeObservable(
        '(kd) 996ms (kd) 1996ms (kd) 1ms (pr) 29991ms c-a',
        events,
      )
      m.expect(poll$).toHaveSubscriptions('3s ^ 29999ms !')
    }),
  )

  it(
    'says where a replay that is polled has gone elsewhere, before what is there',
    marbles((m) => {
      const socket$ = m.cold<SocketEvent>('#')
      const poll$ = m.cold('5ms r 9ms r 9ms n 9ms s', {
        ...answered,
        r: polled(['a'], 1),
        s: polled(['a'], 2),
      })
      m.expect(open(socket$, { poll$ }), '4s !').toBeObservable(
        '(kd) 996ms (kd) 1996ms (kd) 1ms (pa) 6ms (pa) 6ms d 9ms (pma)',
        { ...events, m: { kind: 'moved' } },
      )
    }),
  )

  it(
    'says where a replay has gone elsewhere since the socket was lost',
    marbles((m) => {
      const first = {
        kind: 'text' as const,
        text: JSON.stringify({
          type: 'snapshot',
          channel: 'x',
          seq: 1,
          time: '',
          feed,
          timeline: 1,
          data: [],
        }),
      }
      const attempts = [
        m.cold<SocketEvent>('os#', { ...frames, s: first }),
        ...['#', '#', '#'].map((lost) => m.cold<SocketEvent>(lost)),
      ]
      const known: string[] = []
      const told$ = open(
        defer(() => attempts.shift()!),
        { poll$: m.cold('5ms r', { r: polled(['a'], 2) }) },
      ).pipe(
        tap(({ kind }) => known.push(kind)),
        ignoreElements(),
      )
      m.expect(told$, '20s !').toBeObservable('')
      m.flush()
      expect(known.filter((kind) => kind === 'moved' || kind === 'value')).toEqual(['moved', 'value'])
    }),
  )

  it(
    'asks for a state as it is after it was polled: what the socket had to say of an older one is not built upon',
    marbles((m) => {
      said.length = 0
      const late = {
        ...frames,
        s: frame('snapshot', 1, { a: 1 }),
        d: frame('delta', 2, { a: 2 }),
        n: frame('snapshot', 9, { a: 6 }),
      }
      const attempts = [
        m.cold('os#', late),
        ...['#', '#'].map((lost) => m.cold<SocketEvent>(lost)),
        m.cold('odn', late),
      ]
      const values$ = channel<State>({
        name: 'x',
        link: linkOver(defer(() => attempts.shift()!)),
        reader: () => stateReader(isState, merge),
        poll$: m.cold('5ms r', { r: polled([{ a: 5 }]) }),
      })
      const known: ChannelEvent<State>[] = []
      const told$ = values$.pipe(
        tap((event) => known.push(event)),
        ignoreElements(),
      )
      m.expect(told$, '60s !').toBeObservable('')
      m.flush()
      expect(known.flatMap((event) => (event.kind === 'value' ? [event.value] : []))).toEqual([
        { a: 1 },
        { a: 5 },
        { a: 6 },
      ])
      expect(said).toEqual([
        { op: 'subscribe', channels: ['x'] },
        { op: 'subscribe', channels: ['x'] },
      ])
    }),
  )

  it(
    'asks anew when a frame is missing that nobody told of',
    marbles((m) => {
      said.length = 0
      const socket$ = m.cold('o 9ms sd', {
        ...frames,
        s: frame('snapshot', 1, { a: 1 }),
        d: frame('delta', 3, { a: 2 }),
      })
      const reader = () => stateReader(isState, merge)
      const kinds$ = channel<State>({ name: 'x', link: linkOver(socket$), reader }).pipe(
        map(({ kind }) => kind),
      )
      m.expect(kinds$, '3s !').toBeObservable('(xx) 6ms (fv)', { x: 'state', f: 'feed', v: 'value' })
      m.flush()
      expect(said).toEqual([
        { op: 'subscribe', channels: ['x'] },
        { op: 'subscribe', channels: ['x'] },
      ])
    }),
  )

  it(
    'reads what it missed when the socket opens and after a loss',
    marbles((m) => {
      const backlog$ = m.cold('-----r|', { r: ['a', 'b'] })
      m.expect(open(m.cold('o 9ms l 9ms a', frames), { backlog$ }), '30ms !').toBeObservable(
        '(kc)-(ab)-l----(ab)-a',
        events,
      )
    }),
  )

  it(
    'goes on when what it missed cannot be read',
    marbles((m) => {
      m.expect(open(m.cold('-o-a', frames), { backlog$: m.cold('-#') }), '10ms !').toBeObservable(
        'kc-a',
        events,
      )
    }),
  )
})
