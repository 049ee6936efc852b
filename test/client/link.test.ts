import { defer, map, type Observable } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { type ChannelReader, makeLink, type Standing } from '../../client/link.ts'
import type { RejectedFrame } from '../../client/read-frame.ts'
import type { SocketEvent } from '../../client/socket.ts'
import type { SocketFrame, SocketRequest } from '../../src/domain/socket.ts'
import { marbles } from '../../src/testing/marbles.ts'
import { alert } from './fixtures.ts'

const time = '2026-11-20T10:00:00.000+07:00'
const event = (channel: string, seq: number): SocketFrame => ({
  type: 'event',
  channel,
  seq,
  time,
  data: alert(seq),
})
const text = (value: unknown): SocketEvent => ({ kind: 'text', text: JSON.stringify(value) })

const standing = (phase: Standing['phase'], failures = 0): Standing => ({ phase, failures })
const reader = (name: string, more: Partial<ChannelReader> = {}): ChannelReader => ({
  name,
  seq: () => undefined,
  polls: false,
  ...more,
})

/** A link over sockets that a test describes, and what it said and rejected. */
function linkOver(socket$: Observable<SocketEvent>, random = 1) {
  const rejected: RejectedFrame[] = []
  const link = makeLink({ socket$, random: () => random, onRejected: (frame) => rejected.push(frame) })
  return { ...link, rejected }
}
function frames(said: SocketRequest[] = []) {
  const open: SocketEvent = {
    kind: 'open',
    send: (request) => said.push(JSON.parse(request) as SocketRequest),
  }
  return {
    o: open,
    a: text(event('alerts', 1)),
    b: text(event('trades:FPT', 1)),
    x: text(7),
    s: text(status),
  }
}
const status: SocketFrame = {
  type: 'status',
  time,
  data: { connected: true, stale: false, source: 'exchange', simulated: true },
}

describe('makeLink', () => {
  it(
    'hands each frame to the reader of its channel, a status to all, and rejects what is no frame',
    marbles((m) => {
      const { open, rejected } = linkOver(m.cold('-oab-x-s', frames()))
      m.expect(open(reader('alerts')), '---------!').toBeObservable('--a----s-', {
        a: event('alerts', 1),
        s: status,
      })
      m.expect(open(reader('trades:FPT')), '---------!').toBeObservable('---b---s-', {
        b: event('trades:FPT', 1),
        s: status,
      })
      m.flush()
      expect(rejected).toEqual([{ kind: 'rejected', reason: 'not a frame', raw: '7' }])
    }),
  )

  it(
    'opens the socket for the first reader and closes it after the last',
    marbles((m) => {
      const socket$ = m.cold('-o----', frames())
      const { open } = linkOver(socket$)
      m.expect(open(reader('alerts')), '-^--!').toBeObservable('')
      m.expect(open(reader('market')), '--^-----!').toBeObservable('')
      m.expect(socket$).toHaveSubscriptions('-^------!')
    }),
  )

  it(
    'asks for what is read, from where it was read to, again with each connection',
    marbles((m) => {
      const said: SocketRequest[] = []
      const attempts = [m.cold('-oa-#', frames(said)), m.cold('-o', frames(said))]
      const { open } = linkOver(defer(() => attempts.shift()!))
      let seq: number | undefined
      const alerts$ = open(reader('alerts', { seq: () => seq })).pipe(map(() => (seq = 1)))
      m.expect(alerts$, '2s !').toBeObservable('--a', { a: 1 })
      m.expect(open(reader('market')), '2s !').toBeObservable('')
      m.flush()
      expect(said).toEqual([
        { op: 'subscribe', channels: ['alerts', 'market'] },
        { op: 'subscribe', channels: ['alerts', 'market'], resume: { alerts: 1 } },
      ])
    }),
  )

  it(
    'asks for many channels in requests of two hundred',
    marbles((m) => {
      const said: SocketRequest[] = []
      const { open } = linkOver(m.cold('-o', frames(said)))
      for (let i = 0; i < 450; i++) m.expect(open(reader(`trades:${i}`)), '----!').toBeObservable('')
      m.flush()
      const asked = said.filter(({ op }) => op === 'subscribe')
      expect(asked.map((request) => ('channels' in request ? request.channels.length : 0))).toEqual([
        200, 200, 50,
      ])
    }),
  )

  it(
    'tries again after up to 1, 2, 4, 8, 16, 30 and 30 s, and never gives up',
    marbles((m) => {
      const socket$ = m.cold<SocketEvent>('#')
      m.expect(linkOver(socket$).open(reader('alerts')), '95s !').toBeObservable('')
      m.expect(socket$).toHaveSubscriptions([
        '(^!)',
        '1s (^!)',
        '3s (^!)',
        '7s (^!)',
        '15s (^!)',
        '31s (^!)',
        '61s (^!)',
        '91s (^!)',
      ])
    }),
  )

  it(
    'leaves the whole wait to chance',
    marbles((m) => {
      const socket$ = m.cold<SocketEvent>('#')
      m.expect(linkOver(socket$, 0.5).open(reader('alerts')), '2s !').toBeObservable('')
      m.expect(socket$).toHaveSubscriptions(['(^!)', '500ms (^!)', '1500ms (^!)'])
    }),
  )

  it(
    'begins the waits anew after a frame',
    marbles((m) => {
      const attempts = [m.cold<SocketEvent>('#'), m.cold('-oa-#', frames()), m.cold<SocketEvent>('-')]
      const { open, standing$ } = linkOver(defer(() => attempts.shift()!))
      m.expect(open(reader('alerts')), '2100ms !').toBeObservable('1002ms a', { a: event('alerts', 1) })
      m.expect(standing$, '2100ms !').toBeObservable('(ka) 996ms jcd-b 999ms l', {
        k: standing('connecting'),
        a: standing('disconnected', 1),
        j: standing('connecting', 1),
        c: standing('connected', 1),
        d: standing('connected'),
        b: standing('disconnected', 1),
        l: standing('connecting', 1),
      })
    }),
  )

  it(
    'does not begin anew for a server that accepts and refuses, but does for one that has nothing to say',
    marbles((m) => {
      const refused = () => m.cold('o 9ms #', frames())
      const attempts = [refused(), refused(), m.cold('o 5001ms #', frames()), m.cold<SocketEvent>('-')]
      const { open, standing$ } = linkOver(defer(() => attempts.shift()!))
      m.expect(open(reader('alerts')), '10s !').toBeObservable('')
      const failures$ = standing$.pipe(map(({ phase, failures }) => `${phase} ${failures}`))
      m.expect(failures$, '9200ms !').toBeObservable(
        '(bc) 6ms d 999ms (ef) 6ms g 1999ms (hi) 4996ms j-d 999ms e',
        {
          a: 'connecting 0',
          b: 'connecting 0',
          c: 'connected 0',
          d: 'disconnected 1',
          e: 'connecting 1',
          f: 'connected 1',
          g: 'disconnected 2',
          h: 'connecting 2',
          i: 'connected 2',
          j: 'connected 0',
        },
      )
    }),
  )

  it(
    'tries each 30 s while something stands in, and at once when the server is found to answer',
    marbles((m) => {
      const socket$ = m.cold<SocketEvent>('#')
      const { open, answering } = linkOver(socket$)
      m.expect(open(reader('market', { polls: true })), '45s !').toBeObservable('')
      m.hot('40s x').subscribe(answering)
      m.expect(socket$).toHaveSubscriptions(['(^!)', '1s (^!)', '3s (^!)', '33s (^!)', '40s (^!)'])
    }),
  )

  it(
    'gives a server ten seconds to accept, and cuts one that is silent though asked',
    marbles((m) => {
      const said: SocketRequest[] = []
      const attempts = [m.cold<SocketEvent>('-'), m.cold('o', frames(said)), m.cold<SocketEvent>('-')]
      const { open, standing$ } = linkOver(defer(() => attempts.shift()!))
      m.expect(open(reader('alerts')), '50s !').toBeObservable('')
      const lost$ = standing$.pipe(map(({ phase }) => phase[0]))
      m.expect(lost$, '43s !').toBeObservable('c 9999ms d 999ms (cn) 4996ms n 24999ms d 999ms c', {
        c: 'c',
        d: 'd',
        n: 'c',
      })
      m.flush()
      expect(said).toEqual([{ op: 'subscribe', channels: ['alerts'] }, { op: 'ping' }])
    }),
  )
})
