import { firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { socket, type SocketEvent } from '../../client/socket.ts'
import { type Loopback, loopback } from './loopback.ts'

let server: Loopback
beforeEach(async () => {
  server = await loopback()
})
afterEach(() => server.stop())

const market$ = (protocols: string[] = []) =>
  socket({ url: `ws://127.0.0.1:${server.port}/ws`, protocols }, WebSocket)
const clients = () => server.clients()
const kinds = (events: readonly SocketEvent[]) =>
  events.map((event) => (event.kind === 'text' ? event.text : event.kind))

describe('socket', () => {
  it('opens on subscription, tells its texts, sends, and closes on unsubscription', async () => {
    const events: SocketEvent[] = []
    const market = market$()
    expect(server.opened).toHaveLength(0)
    const subscription = market.subscribe((event) => {
      events.push(event)
      if (event.kind === 'open') event.send('{"op":"ping"}')
    })
    await vi.waitFor(() => expect(server.said).toEqual([{ op: 'ping' }]))
    server.send('1')
    await vi.waitFor(() => expect(kinds(events)).toEqual(['open', expect.stringContaining('status'), '1']))
    subscription.unsubscribe()
    await vi.waitFor(() => expect(clients()).toHaveLength(0))
  })

  it('offers its protocols', async () => {
    const subscription = market$(['vnflow', 'secret']).subscribe()
    await vi.waitFor(() => expect(server.offered).toEqual(['vnflow,secret']))
    expect(server.opened).toEqual(['/ws'])
    subscription.unsubscribe()
  })

  it('passes a binary frame over', async () => {
    const events: SocketEvent[] = []
    const subscription = market$().subscribe((event) => events.push(event))
    await vi.waitFor(() => expect(kinds(events)).toEqual(['open']))
    clients()[0]!.send(Buffer.from('ping'))
    clients()[0]!.send('2')
    await vi.waitFor(() => expect(kinds(events)).toEqual(['open', '2']))
    subscription.unsubscribe()
  })

  it('errors with the code when the server closes', async () => {
    const lost = new Promise((resolve) => market$().subscribe({ error: resolve }))
    await vi.waitFor(() => expect(clients()).toHaveLength(1))
    clients()[0]!.close(1008, 'no token')
    expect(await lost).toEqual(new Error('The socket was closed: 1008 no token'))
  })

  it('errors when nobody listens', async () => {
    await server.stop()
    await expect(firstValueFrom(market$())).rejects.toThrow('The socket was closed: 1006')
    server = await loopback()
  })

  it('can be left while it connects', async () => {
    market$().subscribe().unsubscribe()
    await vi.waitFor(() => expect(clients()).toHaveLength(0))
  })
})
