import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { firstValueFrom, lastValueFrom, switchMap, take, tap, toArray } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { openSocket } from '../../../src/sources/session/open-socket.ts'
import { SessionError } from '../../../src/sources/session/session-error.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

async function listening(server: Server): Promise<string> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A server of sockets; its newest one is handed over. */
async function far() {
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  const opened = once(sockets, 'connection') as Promise<[WebSocket, { headers: Record<string, string> }]>
  return { url: await listening(server), opened }
}

const refusing = (status: number) =>
  createServer().on('upgrade', (_request, socket) =>
    socket.end(`HTTP/1.1 ${status} No\r\nRetry-After: 7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`),
  )

const handshakeTimeout = 5_000

/** What the system's timer of a connection to a port of this machine waits for, by `/proc/net/tcp`; 02 is a sign of life. */
async function timerTo(port: number): Promise<string | undefined> {
  const [far, open] = [`0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`, '01']
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/))
  return lines.find(([, , remote, state]) => remote === far && state === open)?.[5]?.slice(0, 2)
}

describe('openSocket', () => {
  it.skipIf(process.platform !== 'linux')(
    'has the system look whether the other end of a silent line is there',
    async () => {
      const { url } = await far()
      const timer = await firstValueFrom(
        openSocket({ url, handshakeTimeout }).pipe(switchMap(() => timerTo(Number(new URL(url).port)))),
      )
      expect(timer).toBe('02')
    },
  )

  it('sends and takes texts, with its headers, and closes normally when nobody listens any more', async () => {
    const { url, opened } = await far()
    const texts = lastValueFrom(
      openSocket({ url, headers: { Authorization: 'Bearer t' }, handshakeTimeout }).pipe(
        tap((link) => link.send('hello')),
        switchMap(({ texts$ }) => texts$),
        take(2),
        toArray(),
      ),
    )
    const [socket, { headers }] = await opened
    const closed = once(socket, 'close') as Promise<[number]>
    expect(headers['authorization']).toBe('Bearer t')
    expect(String((await once(socket, 'message'))[0])).toBe('hello')
    socket.send('one')
    socket.send(Buffer.from('two'))
    expect(await texts).toEqual(['one', 'two'])
    expect((await closed)[0]).toBe(1000)
  })

  it('takes them as bytes, too', async () => {
    const { url, opened } = await far()
    const data = firstValueFrom(openSocket({ url, handshakeTimeout }).pipe(switchMap(({ data$ }) => data$)))
    const [socket] = await opened
    socket.send('giá')
    expect(await data).toEqual(Buffer.from('giá'))
  })

  it.each([1000, 1001, 4000])('takes a close with %i for a loss', async (code) => {
    const { url, opened } = await far()
    const ended = lastValueFrom(openSocket({ url, handshakeTimeout }).pipe(switchMap(({ texts$ }) => texts$)))
    const [socket] = await opened
    socket.close(code)
    await expect(ended).rejects.toThrow(new SessionError(`The stream was closed (${code}).`))
  })

  it('errs with what the server answers instead, and for how long it wants to be left alone', async () => {
    const url = await listening(refusing(503))
    const error: unknown = await firstValueFrom(openSocket({ url, handshakeTimeout })).catch(
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({
      message: 'The stream refused the connection with status 503.',
      retryAfter: 7_000,
    })
  })

  it('lets its owner say what a refusal means', async () => {
    const url = await listening(refusing(401))
    const refusal = (status: number) => new SessionError(`no entry (${status})`, { terminal: true })
    await expect(firstValueFrom(openSocket({ url, handshakeTimeout, refusal }))).rejects.toMatchObject({
      message: 'no entry (401)',
      terminal: true,
    })
  })

  it('errs where nobody answers, and names the reason by its code', async () => {
    const server = createServer()
    const url = await listening(server)
    server.close()
    await once(server, 'close')
    await expect(firstValueFrom(openSocket({ url, handshakeTimeout }))).rejects.toThrow(/ECONNREFUSED/)
  })
})
