import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { afterwards, dial, serve } from './fixtures.ts'

/** What clients of Java send with each request. */
const offer = [
  'Host: x',
  'Connection: Upgrade, HTTP2-Settings',
  'Upgrade: h2c',
  'HTTP2-Settings: AAMAAABkAAQAAP__',
]
const asked = (line: string, ...more: string[]) => [line, ...offer, ...more, '', ''].join('\r\n')

/** A connection on which requests are answered one after the other. */
function talk(port: number) {
  let answer = ''
  const socket = connect(port, '127.0.0.1').on('data', (bytes) => (answer += String(bytes)))
  afterwards(() => void socket.destroy())
  return async (...parts: readonly string[]): Promise<string> => {
    answer = ''
    for (const part of parts) {
      socket.write(part)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await expect.poll(() => answer, { interval: 5 }).toMatch(/\r\n\r\n[^]/)
    return answer
  }
}

describe('a request that would like another protocol than WebSocket', () => {
  it('is answered as if it had not asked, each on the connection', async () => {
    const { port } = await serve()
    const ask = talk(port)
    for (let i = 0; i < 3; i += 1)
      expect(await ask(asked('GET /health/live HTTP/1.1'))).toMatch(
        /^HTTP\/1\.1 200 OK\r\n[^]*{"status":"ok"}$/,
      )
  })

  it('keeps its body, whenever that comes, and its headers', async () => {
    const { port } = await serve({ settings: { tokens: { read: [], trade: [], admin: ['open-sesame'] } } })
    const ask = talk(port)
    const ticket = asked(
      'POST /api/ws-ticket HTTP/1.1',
      'Authorization: Bearer open-sesame',
      'Content-Length: 4',
    )
    expect(await ask(`${ticket}{ `, ' }')).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*"ticket"/)
    expect(await ask(asked('GET /health/live HTTP/1.1'))).toContain('200 OK')
  })

  it('leaves WebSockets as they are', async () => {
    const server = await serve()
    const { until, messages } = dial(server, '/ws/index')
    await until(2)
    expect(messages).toHaveLength(2)
  })
})
