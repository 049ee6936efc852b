import { describe, expect, it } from 'vitest'
import { endpoint } from '../../client/endpoint.ts'

describe('endpoint', () => {
  it.each([
    ['http://127.0.0.1:8000', 'ws', 'ws://127.0.0.1:8000/ws/market'],
    ['ws://127.0.0.1:8000/', 'http', 'http://127.0.0.1:8000/ws/market'],
    ['https://example.com', 'ws', 'wss://example.com/ws/market'],
    ['wss://example.com/vnflow', 'http', 'https://example.com/vnflow/ws/market'],
    ['https://example.com/vnflow/?page=1#top', 'ws', 'wss://example.com/vnflow/ws/market'],
  ] as const)('%s over %s', (server, protocol, address) => {
    expect(endpoint(server, protocol, 'ws/market').href).toBe(address)
  })

  it('keeps the query of the path', () => {
    expect(endpoint('http://a', 'http', 'api/market/alerts?limit=3').href).toBe(
      'http://a/api/market/alerts?limit=3',
    )
  })

  it.each(['127.0.0.1:8000', '/ws', 'ftp://example.com', ''])('throws on %j', (server) => {
    expect(() => endpoint(server, 'ws', 'ws/market')).toThrow(TypeError)
  })
})
