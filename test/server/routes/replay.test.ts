import { describe, expect, it } from 'vitest'
import type { ReplayCommand } from '../../../src/domain/replay.ts'
import { serve } from '../fixtures.ts'

const post = (url: string, body: unknown) =>
  fetch(`${url}/api/replay`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

async function control() {
  const orders: ReplayCommand[] = []
  const server = await serve({
    replay: {
      status: () => ({
        state: 'paused',
        speed: 7,
        loop: false,
        skipsPauses: true,
        seq: orders.length,
        clock: Date.parse('2026-11-20T10:00:00+07:00'),
      }),
      order(command) {
        orders.push(command)
        return Promise.resolve()
      },
    },
  })
  return { orders, ...server }
}

const status = {
  state: 'paused',
  speed: 7,
  loop: false,
  skip_pauses: true,
  time: '2026-11-20T10:00:00+07:00',
}

describe('/api/replay', () => {
  it('tells how the replay stands', async () => {
    const { url } = await control()
    const response = await fetch(`${url}/api/replay`)
    expect(await response.json()).toEqual({ ...status, seq: 0 })
  })

  it.each<[object, ReplayCommand]>([
    [{ action: 'play' }, { action: 'play' }],
    [{ action: 'pause' }, { action: 'pause' }],
    [{ action: 'step' }, { action: 'step', by: 'frame' }],
    [
      { action: 'step', by: 'bar' },
      { action: 'step', by: 'bar' },
    ],
    [
      { action: 'step', by: 'event' },
      { action: 'step', by: 'event' },
    ],
    [
      { action: 'seek', to: '2026-11-20T10:30:00+07:00' },
      { action: 'seek', to: Date.UTC(2026, 10, 20, 3, 30) },
    ],
    [
      { action: 'speed', speed: 'max' },
      { action: 'speed', speed: 'max' },
    ],
    [
      { action: 'loop', loop: true },
      { action: 'loop', loop: true },
    ],
  ])('obeys %j, and says how it stands then', async (body, command) => {
    const { url, orders } = await control()
    const response = await post(url, body)
    expect(response.status).toBe(200)
    expect(orders).toEqual([command])
    expect(await response.json()).toEqual({ ...status, seq: 1 })
  })

  it.each([
    [{ action: 'stop' }, 'action', /one of play, pause, step/],
    [{}, 'action', /one of play/],
    [[], 'action', /one of play/],
    [{ action: 'step', by: 'day' }, 'by', /one of frame, second, bar, event/],
    [{ action: 'seek', to: '10:00' }, 'to', /an instant with its offset/],
    [{ action: 'seek' }, 'to', /an instant/],
    [{ action: 'speed', speed: 0 }, 'speed', /max, or a number above 0/],
    [{ action: 'speed', speed: 10_001 }, 'speed', /at most 10000/],
    [{ action: 'loop', loop: 'yes' }, 'loop', /true or false/],
  ])('answers %j with 422, and names the field', async (body, field, allowed) => {
    const { url, orders } = await control()
    const response = await post(url, body)
    expect(response.status).toBe(422)
    const { errors } = (await response.json()) as { errors: { field: string; allowed: string }[] }
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ field, allowed: expect.stringMatching(allowed) as string })
    expect(orders).toEqual([])
  })

  it('answers what is no JSON with 400', async () => {
    const { url } = await control()
    expect((await post(url, '{')).status).toBe(400)
  })

  it('says of a body that is not called JSON how it is to be called', async () => {
    const { url, orders } = await control()
    const response = await fetch(`${url}/api/replay`, { method: 'POST', body: '{"action":"pause"}' })
    expect([response.status, await response.json()]).toMatchObject([
      415,
      { detail: 'The body is JSON, and is to come with Content-Type: application/json.' },
    ])
    expect(orders).toEqual([])
  })

  it('says of no body what is missing', async () => {
    const { url } = await control()
    const response = await fetch(`${url}/api/replay`, { method: 'POST' })
    expect([response.status, await response.json()]).toMatchObject([422, { errors: [{ field: 'action' }] }])
  })

  it('answers 404 where the source is no replay', async () => {
    const { url } = await serve()
    for (const response of [await fetch(`${url}/api/replay`), await post(url, { action: 'play' })]) {
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({
        detail: expect.stringMatching(/--source replay.*exchange is steered at/) as string,
      })
    }
  })
})
