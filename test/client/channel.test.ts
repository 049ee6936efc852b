import { defer, Subject } from 'rxjs'
import { describe, it } from 'vitest'
import { channel, type ChannelEvent, type ChannelOptions } from '../../client/channel.ts'
import type { ConnectionState } from '../../client/connection-state.ts'
import type { SocketEvent } from '../../client/socket.ts'
import { marbles } from '../../src/testing/marbles.ts'
import { status } from './fixtures.ts'

const isText = (json: unknown): json is string => typeof json === 'string'
const text = (value: unknown): SocketEvent => ({ kind: 'text', text: JSON.stringify(value) })
const state = (of: ConnectionState): ChannelEvent<string> => ({ kind: 'state', state: of })
const value = (of: string): ChannelEvent<string> => ({ kind: 'value', value: of })

const frames = { o: { kind: 'open' } as SocketEvent, a: text('a'), b: text('b'), s: text(status), j: text(7) }
const events: Readonly<Record<string, ChannelEvent<string>>> = {
  k: state('connecting'),
  c: state('connected'),
  p: state('polling'),
  d: state('disconnected'),
  a: value('a'),
  b: value('b'),
  r: value('polled'),
  s: { kind: 'status', status },
  j: { kind: 'rejected', reason: 'not what this channel carries', raw: '7' },
}
const answered = { r: { answered: true as const, value: ['polled'] }, n: { answered: false as const } }

type Given = Pick<ChannelOptions<string>, 'socket$'> & Partial<ChannelOptions<string>>
const open = (given: Given) =>
  channel<string>({
    isValue: isText,
    poll$: undefined,
    answering$: new Subject(),
    random: () => 0,
    ...given,
  })

describe('channel', () => {
  it(
    'tells of the connection and what comes over it',
    marbles((m) => {
      const socket$ = m.cold('-osa-jb', frames)
      m.expect(open({ socket$ }), '--------!').toBeObservable('kcsa-jb--', events)
    }),
  )

  it(
    'closes the socket on unsubscription',
    marbles((m) => {
      const socket$ = m.cold('-oa----', frames)
      m.expect(open({ socket$ }), '----!').toBeObservable('kca--', events)
      m.expect(socket$).toHaveSubscriptions('^---!')
    }),
  )

  it(
    'has a connection for each subscription',
    marbles((m) => {
      const socket$ = m.cold('-oa----', frames)
      const channel$ = open({ socket$ })
      m.expect(channel$, '----!').toBeObservable('kca--', events)
      m.expect(channel$, '-----!').toBeObservable('kca---', events)
      m.expect(socket$).toHaveSubscriptions(['^---!', '^----!'])
    }),
  )

  it(
    'tries again after 1, 2, 4, 8, 16, 30 and 30 s, and never gives up',
    marbles((m) => {
      const socket$ = m.cold<SocketEvent>('#')
      m.expect(open({ socket$ }), '95s !').toBeObservable(
        '(kd) 996ms (kd) 1996ms (kd) 3996ms (kd) 7996ms (kd) 15996ms (kd) 29996ms (kd) 29996ms (kd)',
        events,
      )
    }),
  )

  it(
    'begins the waits anew after a frame',
    marbles((m) => {
      const attempts = [m.cold<SocketEvent>('#'), m.cold('-oa-#', frames), m.cold<SocketEvent>('-')]
      const socket$ = defer(() => attempts.shift()!)
      m.expect(open({ socket$ }), '2100ms !').toBeObservable('(kd) 996ms kca-d 999ms k', events)
    }),
  )

  it(
    'does not begin anew for a server that accepts and refuses, but does for one that has nothing to say',
    marbles((m) => {
      const refused = () => m.cold('o 9ms #', frames)
      const attempts = [refused(), refused(), m.cold('o 5001ms #', frames), m.cold<SocketEvent>('-')]
      const socket$ = defer(() => attempts.shift()!)
      m.expect(open({ socket$ }), '9200ms !').toBeObservable(
        '(kc) 6ms d 999ms (kc) 6ms d 1999ms (kc) 4998ms d 999ms k',
        events,
      )
    }),
  )

  it(
    'gives a server ten seconds to accept',
    marbles((m) => {
      m.expect(open({ socket$: m.cold<SocketEvent>('-') }), '10500ms !').toBeObservable('k 9999ms d', events)
    }),
  )

  it(
    'polls after three failures and tries the socket each 30 s',
    marbles((m) => {
      const socket$ = m.cold<SocketEvent>('#')
      const poll$ = m.cold('10ms r 9ms n 9ms r', answered)
      m.expect(open({ socket$, poll$ }), '34s !').toBeObservable(
        '(kd) 996ms (kd) 1996ms (kd) 6ms (pr) 6ms d 9ms (pr)',
        events,
      )
      m.expect(socket$).toHaveSubscriptions(['(^!)', '1s (^!)', '3s (^!)', '3030ms (^!)', '33030ms (^!)'])
    }),
  )

  it(
    'leaves a late answer out once the socket opened',
    marbles((m) => {
      const attempts = [...['#', '#', '#'].map((lost) => m.cold<SocketEvent>(lost)), m.cold('o-a', frames)]
      const poll$ = m.cold('5ms r 30000ms r', answered)
      const socket$ = defer(() => attempts.shift()!)
      m.expect(open({ socket$, poll$ }), '40s !').toBeObservable(
        '(kd) 996ms (kd) 1996ms (kd) 1ms (pr) 29991ms c-a',
        events,
      )
      m.expect(poll$).toHaveSubscriptions('3s ^ 29999ms !')
    }),
  )

  it(
    'tries the socket again at once when another channel found the server answering',
    marbles((m) => {
      const socket$ = m.cold<SocketEvent>('#')
      const answering$ = new Subject<void>()
      m.hot('10s x').subscribe(() => {
        answering$.next()
      })
      m.expect(open({ socket$, poll$: m.cold('-'), answering$ }), '11s !').toBeObservable(
        '(kd) 996ms (kd) 1996ms (kd)',
        events,
      )
      m.expect(socket$).toHaveSubscriptions(['(^!)', '1s (^!)', '3s (^!)', '10s (^!)'])
    }),
  )

  it(
    'reads what it missed when the socket opens and after a loss',
    marbles((m) => {
      const loss = text({ type: 'loss', channel: 'alerts', missing: 2 })
      const socket$ = m.cold('o 9ms l 9ms a', { ...frames, l: loss })
      const backlog$ = m.cold('-----r|', { r: ['a', 'b'] })
      m.expect(open({ socket$, backlog$ }), '30ms !').toBeObservable('(kc)-(ab)-l----(ab)-a', {
        ...events,
        l: { kind: 'loss', missing: 2 },
      })
    }),
  )

  it(
    'goes on when what it missed cannot be read',
    marbles((m) => {
      const socket$ = m.cold('-o-a', frames)
      m.expect(open({ socket$, backlog$: m.cold('-#') }), '10ms !').toBeObservable('kc-a', events)
    }),
  )
})
