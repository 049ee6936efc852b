import { afterEach, describe, expect, it } from 'vitest'
import { controlHandler } from '../../src/cli/control-handler.ts'
import { instantOf } from '../../src/domain/time.ts'
import { simulatedExchange } from '../../src/exchange/simulated-exchange.ts'
import { negotiate, openHub, serve, stopServing, tokenOf } from '../exchange/wire/serve.ts'
import { soon } from '../sources/soon.ts'

afterEach(stopServing)

const DATE = '2026-11-20'

/** A simulated market at 10:00 that is served, and a client of its stream. */
async function heard() {
  const startAt = instantOf(DATE, 10 * 3_600_000)
  const exchange = simulatedExchange({ seed: 1, date: DATE, symbols: 40, startAt })
  const address = await serve({ exchange, speed: 20, controlled: controlHandler })
  const { token } = await tokenOf(address)
  const hub = openHub(address, `connect?${(await negotiate(address, token)).query}`, token)
  await soon(() => expect(hub.frames.some(({ S }) => S === 1)).toBe(true))
  hub.call('SwitchChannels', 'X:ALL')
  /** The total of each security after each message of it that reached the client. */
  const volumes = () =>
    hub.calls().flatMap(({ M, A }) => {
      if (M !== 'Broadcast') return []
      const { Content } = JSON.parse(A[0] ?? '') as { Content: string }
      return [JSON.parse(Content) as { Symbol: string; Time: string; LastVol: number; TotalVol: number }]
    })
  let echoes = 0
  /** Waits until all that was sent has come: what is answered now comes behind it. */
  const arrived = async () => {
    const id = `echo ${++echoes}`
    hub.call('Echo', '', id)
    await soon(() => expect(hub.frames.some(({ I }) => I === id)).toBe(true))
  }
  return { address, hub, volumes, arrived }
}

const standing = async (address: string) =>
  (await (await fetch(`${address}/api/replay`)).json()) as { state: string; speed: number; time: string }

const order = (address: string, body: unknown, type = 'application/json') =>
  fetch(`${address}/api/replay`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('/api/replay of a simulated exchange', () => {
  it('stops what its clients hear, and lets it go on', async () => {
    const { address, hub, volumes, arrived } = await heard()
    await soon(() => expect(volumes().length).toBeGreaterThan(50))
    const paused = await order(address, { action: 'pause' })
    expect(await paused.json()).toMatchObject({
      state: 'paused',
      speed: 20,
      loop: false,
      skip_pauses: false,
      seq: null,
    })
    const { time } = await standing(address)
    await arrived()
    const before = volumes().length
    // Ten seconds of the market, did it move.
    await new Promise((resolve) => setTimeout(resolve, 500))
    await arrived()
    expect([(await standing(address)).time, volumes().length]).toEqual([time, before])

    await order(address, { action: 'play' })
    await soon(() => expect(volumes().length).toBeGreaterThan(before))
    hub.socket.close()
  })

  it('hurries to a later instant without a trade that a client has not heard of', async () => {
    const { address, hub, volumes, arrived } = await heard()
    await soon(() => expect(volumes().length).toBeGreaterThan(0))
    await order(address, { action: 'pause' })
    const sought = await order(address, { action: 'seek', to: `${DATE}T10:05:00+07:00` })
    expect(await sought.json()).toMatchObject({ state: 'paused', time: `${DATE}T10:05:00+07:00` })
    await arrived()
    expect(volumes().some(({ Time }) => Time >= '10:04:58')).toBe(true)
    const last = new Map<string, number>()
    for (const { Symbol, LastVol, TotalVol } of volumes()) {
      const before = last.get(Symbol)
      // A quote repeats the trade before it; a trade adds what it is of.
      if (before !== undefined) expect([before, before + LastVol]).toContain(TotalVol)
      last.set(Symbol, TotalVol)
    }
    expect(last.size).toBeGreaterThan(20)
    hub.socket.close()
  })

  it('tells another speed to whoever asks from then on', async () => {
    const { address, hub } = await heard()
    await order(address, { action: 'speed', speed: 2.5 })
    const answer = await fetch(address)
    expect(answer.headers.get('x-vnflow-exchange')).toContain('speed=2.5')
    hub.socket.close()
  })

  it.each([
    [{ action: 'stop' }, 'action is "stop"; allowed is one of play, pause'],
    [{ action: 'step' }, 'by is "frame"; allowed is second or bar'],
    [{ action: 'loop', loop: true }, 'action is "loop"; allowed is all but loop'],
    [
      { action: 'seek', to: '2026-11-20T09:30:00+07:00' },
      'to is "2026-11-20T09:30:00+07:00"; allowed is an instant not before 2026-11-20T10:0',
    ],
  ])('answers %j with 422, and says what is allowed', async (body, detail) => {
    const { address, hub } = await heard()
    const response = await order(address, body)
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining(detail) as string })
    hub.socket.close()
  })

  it('does nothing for a page of another site, which cannot say that it sends JSON', async () => {
    const { address, hub } = await heard()
    expect((await order(address, { action: 'pause' }, 'text/plain')).status).toBe(422)
    expect((await standing(address)).state).toBe('playing')
    expect((await order(address, '{')).status).toBe(400)
    const wrong = await fetch(`${address}/api/replay`, { method: 'DELETE' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    hub.socket.close()
  })
})
