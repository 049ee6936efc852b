import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { FeedStatus, SocketFrame, SocketRequest } from '../../src/domain/socket.ts'

type Dated<F> = F extends { readonly time: string } ? Omit<F, 'time'> : F

/** A server of the client's paths that says what a test wants. */
export interface Loopback {
  readonly url: string
  readonly port: number
  /** Paths of the WebSockets opened so far, with their queries. */
  readonly opened: string[]
  /** The `Sec-WebSocket-Protocol` of each. */
  readonly offered: (string | undefined)[]
  /** What clients said over them so far. */
  readonly said: SocketRequest[]
  /** Paths asked for over HTTP so far, with their queries. */
  readonly asked: string[]
  /** Open sockets. */
  clients(): readonly WebSocket[]
  /** Whether somebody is subscribed to a channel. */
  readonly isRead: (channel: string) => boolean
  /** Sends the whole state of a channel, what changed in it, or an event, under the next number. */
  readonly tell: (type: 'snapshot' | 'delta' | 'event', channel: string, data: unknown) => void
  /** Sends how the feed stands. */
  status(feed: Partial<FeedStatus>): void
  /** Sends a frame, or text that is none, to all. */
  readonly send: (frame: Dated<SocketFrame> | string) => void
  /** Ends everything, without a good-bye. */
  stop(): Promise<void>
}

/** What the server says by itself. */
export interface LoopbackOptions {
  readonly port?: number
  /** The snapshot that a channel begins with; none for one that is not named. */
  readonly states?: Readonly<Record<string, unknown>>
  /** The number of the first frame of each channel; 1 unless said. */
  readonly begin?: number
  /** Answers over HTTP by path without its query; `undefined` is a 404. */
  readonly answer?: (path: string, request: IncomingMessage) => unknown
  /** Headers of what is answered over HTTP. */
  readonly headers?: Readonly<Record<string, string>>
  /** Files by path without its query; what is no file is answered by `answer`. */
  readonly file?: (path: string) => { readonly type: string; readonly body: Buffer } | undefined
  /** Answers WebSocket upgrades; true by default. */
  readonly sockets?: boolean
}

const time = '2026-11-20T10:00:00.000+07:00'
const feed: FeedStatus = { connected: true, stale: false, source: 'exchange', simulated: true }

/** The channels of a server: numbers their frames, and answers requests. */
function makeChannels({ states = {}, begin = 1 }: LoopbackOptions) {
  const clients = new Map<WebSocket, Set<string>>()
  const numbers = new Map<string, number>()
  const said: SocketRequest[] = []
  const textOf = (frame: Dated<SocketFrame>) => JSON.stringify({ time, ...frame })
  const next = (channel: string) => {
    const seq = (numbers.get(channel) ?? begin - 1) + 1
    numbers.set(channel, seq)
    return seq
  }
  const frameOf = (type: 'snapshot' | 'delta' | 'event', channel: string, data: unknown) =>
    textOf({
      type,
      channel,
      seq: next(channel),
      ...(type === 'snapshot' && { feed }),
      data,
    } as Dated<SocketFrame>)
  const answer = (socket: WebSocket, request: SocketRequest) => {
    said.push(request)
    if (request.op === 'subscribe')
      for (const channel of request.channels) {
        clients.get(socket)?.add(channel)
        if (channel in states) socket.send(frameOf('snapshot', channel, states[channel]))
      }
    else if (request.op === 'unsubscribe')
      for (const channel of request.channels) clients.get(socket)?.delete(channel)
    else socket.send(textOf({ type: 'status', data: { ...feed, op: 'ping' } }))
  }
  return {
    clients,
    said,
    enter(socket: WebSocket) {
      clients.set(socket, new Set())
      socket.once('close', () => clients.delete(socket))
      socket.on('message', (data: Buffer) => answer(socket, JSON.parse(data.toString()) as SocketRequest))
    },
    tell(type: 'snapshot' | 'delta' | 'event', channel: string, data: unknown) {
      const text = frameOf(type, channel, data)
      for (const [socket, names] of clients) if (names.has(channel)) socket.send(text)
    },
    send(frame: Dated<SocketFrame> | string) {
      const text = typeof frame === 'string' ? frame : textOf(frame)
      for (const socket of clients.keys()) socket.send(text)
    },
  }
}

/** Starts a server on 127.0.0.1. */
export async function loopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const opened: string[] = []
  const asked: string[] = []
  const offered: (string | undefined)[] = []
  const channels = makeChannels(options)
  const links = new Set<Socket>()
  const sockets = new WebSocketServer({ noServer: true })
  const pathOf = (request: IncomingMessage) => (request.url ?? '/').split('?')[0]!

  const server = createServer((request, response) => {
    const file = options.file?.(pathOf(request))
    if (file) {
      response.writeHead(200, { 'content-type': file.type }).end(file.body)
      return
    }
    asked.push(request.url ?? '/')
    const body = options.answer?.(pathOf(request), request)
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'application/json',
      ...options.headers,
    })
    response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}))
  })
  server.on('connection', (link) => {
    links.add(link)
    link.once('close', () => links.delete(link))
  })
  server.on('upgrade', (request, link, head) => {
    if (options.sockets === false) {
      link.destroy()
      return
    }
    sockets.handleUpgrade(request, link, head, (socket) => {
      opened.push(request.url ?? '/')
      offered.push(request.headers['sec-websocket-protocol'])
      channels.enter(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    opened,
    offered,
    said: channels.said,
    asked,
    clients: () => [...channels.clients.keys()],
    isRead: (channel) => [...channels.clients.values()].some((names) => names.has(channel)),
    tell: (type, channel, data) => channels.tell(type, channel, data),
    status: (change) => channels.send({ type: 'status', data: { ...feed, ...change } }),
    send: (frame) => channels.send(frame),
    async stop() {
      for (const link of links) link.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
