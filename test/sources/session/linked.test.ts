import { describe, it } from 'vitest'
import { linked, type LinkedEvent } from '../../../src/sources/session/linked.ts'
import { marbles } from '../../../src/testing/marbles.ts'

const event = (connection: string, what: LinkedEvent['event']): LinkedEvent => ({ connection, event: what })
const lost = (connection: string) =>
  event(connection, { kind: 'lost', reason: 'It broke.', retryIn: 5, planned: false })
const link = (state: string, reason: string) => [
  { receivedTime: 9, source: 'link', text: JSON.stringify({ state, source: 'far', reason }) },
]

const given = {
  a: event('A', { kind: 'subscribed' }),
  b: event('B', { kind: 'subscribed' }),
  d: event('A', { kind: 'delivering' }),
  m: event('A', { kind: 'messages', messages: ['one', 'two'] }),
  e: event('A', { kind: 'messages', messages: [] }),
  x: lost('A'),
  y: lost('B'),
}
const made = {
  m: ['one', 'two'].map((text) => ({ receivedTime: 9, source: 'far', text })),
  a: link('connected', 'A is subscribed.'),
  b: link('connected', 'B is subscribed.'),
  x: link('disconnected', 'A: It broke.'),
}

describe('linked', () => {
  it.each([
    ['tells of one connection, and hands on its messages', 'adme-xa', 'a-m--xa'],
    ['is up with the first of two, down with any, and up again with the last', 'ab-xyab', 'a--x--b'],
    ['says nothing twice', 'aab-xxxa', 'a---x--a'],
    ['is down from the beginning where the first thing is a loss', 'x-a', 'x-a'],
  ])('%s', (_, input, output) => {
    marbles((m) => {
      m.expect(m.hot(input, given).pipe(linked({ now: () => 9, source: 'far' }))).toBeObservable(output, made)
    })()
  })
})
