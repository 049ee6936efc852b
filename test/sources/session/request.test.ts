import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { abortable } from '../../../src/sources/session/abortable.ts'
import { isRefused, request } from '../../../src/sources/session/request.ts'
import { SessionError } from '../../../src/sources/session/session-error.ts'
import { soon } from '../soon.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function far(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/?token=hush`
}

describe('request', () => {
  it('sends what it is given, and takes any status for an answer', async () => {
    const url = await far((asked, response) => {
      const { method, headers } = asked
      asked.on('data', (body: Buffer) =>
        response.writeHead(503, { 'Retry-After': '2' }).end(
          JSON.stringify({
            method,
            as: headers.authorization,
            type: headers['content-type'],
            agent: headers['user-agent'],
            body: body.toString(),
          }),
        ),
      )
    })
    const answer = await request({
      what: 'It',
      url,
      method: 'POST',
      token: 't',
      headers: { 'User-Agent': 'us' },
      body: { a: 1 },
    })
    expect(answer).toMatchObject({
      status: 503,
      retryAfter: 2000,
      body: { method: 'POST', as: 'Bearer t', type: 'application/json', agent: 'us', body: '{"a":1}' },
    })
  })

  it('takes a date for the end of a wait by the clock of the far side', async () => {
    const url = await far((_, response) =>
      response
        .writeHead(429, {
          Date: 'Fri, 20 Nov 2020 03:00:00 GMT',
          'Retry-After': 'Fri, 20 Nov 2020 03:00:09 GMT',
        })
        .end('slow down'),
    )
    expect(await request({ what: 'It', url })).toMatchObject({
      status: 429,
      retryAfter: 9000,
      body: undefined,
      text: 'slow down',
    })
  })

  it.each([
    ['cut off', (): RequestListener => (asked) => asked.socket.destroy()],
    ['too late', (): RequestListener => () => undefined],
  ])('fails without the address when the answer is %s', async (_, answer) => {
    const url = await far(answer())
    const error: unknown = await request({ what: 'It', url, token: 'hush', patience: 100 }).catch(
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(SessionError)
    expect(String(error)).toMatch(/^SessionError: It got no answer \(\w+\)\.$/)
    expect(String(error)).not.toContain('hush')
  })
})

describe('isRefused', () => {
  it.each([
    [401, undefined, true],
    [403, undefined, true],
    [200, { status: 401 }, true],
    [200, { status: '403' }, true],
    [200, { status: 'Success' }, false],
    [429, undefined, false],
  ])('of status %d and %j is %j', (status, body, expected) => {
    expect(isRefused({ status, body })).toBe(expected)
  })
})

describe('abortable', () => {
  it('asks when it is subscribed to, and gives up when nobody listens any more', async () => {
    const seen: string[] = []
    const url = await far((asked) => {
      seen.push('here')
      asked.on('close', () => seen.push('gone'))
    })
    let asked = 0
    const answer$ = abortable((signal) => {
      asked += 1
      return request({ what: 'It', url, signal })
    })
    expect(asked).toBe(0)
    const subscription = answer$.subscribe({ error: () => undefined })
    await soon(() => expect(seen).toEqual(['here']))
    subscription.unsubscribe()
    await soon(() => expect(seen).toEqual(['here', 'gone']))
    expect(asked).toBe(1)
  })
})
