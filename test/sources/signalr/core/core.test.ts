import type { Subscription } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { signalr, type SignalrEvent } from '../../../../src/sources/signalr/signalr.ts'
import { soon } from '../../soon.ts'
import { HUB } from '../far-hub.ts'
import { coreHub } from './core-hub.ts'

const running: Subscription[] = []
const fars: Awaited<ReturnType<typeof coreHub>>[] = []
afterEach(() => {
  for (const subscription of running.splice(0)) subscription.unsubscribe()
  for (const far of fars.splice(0)) far.close()
})

async function meet(turn: (url: string) => string = (url) => url) {
  const far = await coreHub()
  fars.push(far)
  const events: SignalrEvent[] = []
  const tokens = { get: () => Promise.resolve('hush'), refuse: () => undefined, hide: String }
  running.push(
    signalr({ protocol: 'core', url: turn(far.url), hub: HUB, tokens, random: () => 0 }).subscribe({
      next: (event) => events.push(event),
      error: () => undefined,
    }),
  )
  await soon(() => expect(events[0]?.kind).toBe('connected'))
  return { far, events }
}

describe('SignalR Core', () => {
  it('negotiates, takes the WebSocket by its token, and shakes hands in JSON', async () => {
    const { far } = await meet()
    expect(far.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST /${HUB}/negotiate?negotiateVersion=1`,
      `GET /${HUB}?id=t-1`,
    ])
    expect(far.handshakes).toEqual(['{"protocol":"json","version":1}'])
  })

  it.each([
    ['ws', (url: string) => url.replace('http', 'ws')],
    ['a slash at its end', (url: string) => `${url}/`],
  ])('takes an address with %s', async (_, turn) => {
    const { far } = await meet(turn)
    expect(far.connections()).toBe(1)
  })

  it('keeps the order of good and bad records in one frame, and joins frames that were cut', async () => {
    const { far, events } = await meet()
    far.babble(
      '{"type":1,"target":"A","arguments":[1]}\u001e{"type":"no"}\u001e{"type":6}\u001e{"type":1,"target":"B"}\u001e{"type":1,"target":"C","arguments":[]}',
    )
    await soon(() => expect(events).toHaveLength(3))
    expect(events.slice(1)).toEqual([
      { kind: 'unreadable', text: '{"type":"no"}' },
      {
        kind: 'invocations',
        invocations: [
          { method: 'A', args: [1] },
          { method: 'B', args: [] },
          { method: 'C', args: [] },
        ],
      },
    ])
  })
})
