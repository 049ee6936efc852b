import { expect, it } from 'vitest'
import type { Audience } from '../../../src/server/audience.ts'
import { get, serve, snapshot, views } from '../fixtures.ts'
import { openSocket } from '../socket/one-socket.ts'
import { sentBy } from './sent-by.ts'

it('serves the document that every frame of the socket fits', async () => {
  const server = await serve()
  const { json } = await get(`${server.url}/api/asyncapi.json`)
  const wrongWith = sentBy(json as Record<string, unknown>)
  const client = await openSocket(server)
  client.ask({ op: 'subscribe', channels: ['market', 'foreign', 'index', 'alerts', 'nothing'] })
  await client.until(5)
  const push = (audience: Audience, value: unknown) => audience.send(JSON.stringify(value))
  push(server.audiences.market, { ...snapshot, derivatives: null, prices: { FPT: { bids: [], asks: [] } } })
  push(server.audiences.alerts, views.alerts({ limit: 1 })[0])
  client.ask({ op: 'ping' })
  await client.find((frame) => frame.type === 'status' && frame.data.op === 'ping')
  expect(new Set(client.frames.map(({ type }) => type))).toEqual(
    new Set(['snapshot', 'delta', 'event', 'status', 'error']),
  )
  expect(client.frames.flatMap(wrongWith)).toEqual([])
})
