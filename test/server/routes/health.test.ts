import { expect, it } from 'vitest'
import { feed, get, serve } from '../fixtures.ts'

const database = (up: boolean) => ({ name: 'database', required: true, up })
const optional = { name: 'bus', required: false, up: false, detail: 'not configured' }

it('says that all is well', async () => {
  const { url } = await serve({ health: () => [database(true), optional] })
  expect(await get(`${url}/health`)).toMatchObject({
    status: 200,
    json: { status: 'ok', database: 'connected', feed, dependencies: [database(true), optional] },
  })
  expect(await get(`${url}/health/live`)).toMatchObject({ status: 200, json: { status: 'ok' } })
  expect(await get(`${url}/health/ready`)).toMatchObject({ status: 200, json: { status: 'ready', down: [] } })
})

it('says which required dependency is down, and that it is back, as it stands at the time', async () => {
  let up = false
  const { url } = await serve({ health: () => [database(up), optional] })
  expect(await get(`${url}/health`)).toMatchObject({
    status: 200,
    json: { status: 'degraded', database: 'unavailable' },
  })
  expect((await get(`${url}/health/live`)).status).toBe(200)
  const { status, json } = await get(`${url}/health/ready`)
  expect(status).toBe(503)
  expect(json).toEqual({ status: 'not ready', down: [database(false)] })

  up = true
  expect((await get(`${url}/health/ready`)).status).toBe(200)
})

it('counts the database as unavailable where there is none', async () => {
  const { url } = await serve()
  expect((await get(`${url}/health`)).json).toMatchObject({ status: 'ok', database: 'unavailable' })
})
