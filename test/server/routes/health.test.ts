import { describe, expect, it } from 'vitest'
import { feed, get, serve } from '../fixtures.ts'

const database = (up: boolean) => ({ name: 'database', required: true, up, latencyMs: 1.5 })
const optional = { name: 'bus', required: false, up: false, detail: 'not configured' }

describe.each(['/health', '/api/health', '/api/v1/health'])('%s', (root) => {
  it('says that all is well', async () => {
    const { url } = await serve({ health: () => [database(true), optional], version: '1.2.3' })
    const whole = {
      status: 200,
      json: {
        status: 'ok',
        database: 'connected',
        feed,
        dependencies: {
          database: { status: 'up', required: true, latency_ms: 1.5 },
          bus: { status: 'down', required: false, detail: 'not configured' },
        },
        uptime_seconds: expect.any(Number) as number,
        version: '1.2.3',
        environment: 'simulated',
      },
    }
    expect(await get(url + root)).toMatchObject(whole)
    expect(await get(`${url}${root}/detailed`)).toMatchObject(whole)
    expect(await get(`${url}${root}/live`)).toMatchObject({ status: 200, json: { status: 'ok' } })
    expect(await get(`${url}${root}/ready`)).toMatchObject({
      status: 200,
      json: { status: 'ready', down: [] },
    })
  })

  it('says with 503 which required dependency is down, and that it is back, as it stands at the time', async () => {
    let up = false
    const { url } = await serve({ health: () => [database(up), optional] })
    expect(await get(url + root)).toMatchObject({
      status: 503,
      json: { status: 'degraded', database: 'unavailable', dependencies: { database: { status: 'down' } } },
    })
    expect((await get(`${url}${root}/live`)).status).toBe(200)
    const { status, json } = await get(`${url}${root}/ready`)
    expect(status).toBe(503)
    expect(json).toEqual({ status: 'not ready', down: [database(false)] })

    up = true
    expect((await get(`${url}${root}/ready`)).status).toBe(200)
    expect((await get(url + root)).status).toBe(200)
  })
})

it('counts the database as unavailable where there is none', async () => {
  const { url } = await serve()
  expect((await get(`${url}/health`)).json).toMatchObject({ status: 'ok', database: 'unavailable' })
})
