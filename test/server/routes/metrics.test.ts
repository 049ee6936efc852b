import { expect, it } from 'vitest'
import { dial, get, sample, serve } from '../fixtures.ts'

it('tells what is counted, as Prometheus reads it', async () => {
  const { url, metrics } = await serve()
  metrics.messagesReceived.inc({ channel: 'X' }, 3)
  const { status, headers, text } = await get(`${url}/metrics`)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(sample(text, 'ssi_messages_received_total{channel="X"}')).toBe('3')
  expect(text).toContain('process_cpu_seconds_total')
})

it('counts requests by the template of their route, and neither itself nor upgrades', async () => {
  const server = await serve()
  await get(`${server.url}/api/market/alerts?limit=1`)
  await get(`${server.url}/api/market/alerts?limit=2`)
  await get(`${server.url}/api/market/alerts?limit=0`)
  await get(`${server.url}/api/no/such/place`)
  await get(`${server.url}/metrics`)
  await dial(server, '/ws/alerts').until(1)

  const { text } = await get(`${server.url}/metrics`)
  const counts = text.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'))
  expect(counts).toEqual([
    'http_request_duration_seconds_count{method="GET",path="/api/market/alerts",status_code="200"} 2',
    'http_request_duration_seconds_count{method="GET",path="/api/market/alerts",status_code="422"} 1',
    'http_request_duration_seconds_count{method="GET",path="other",status_code="404"} 1',
  ])
})
