import { WebSocket } from 'ws'
import type { SocketFrame, SocketRequest } from '../../../src/domain/socket.ts'
import { afterwards } from '../fixtures.ts'

/** A client of `/ws`. */
export interface OneSocket {
  readonly socket: WebSocket
  /** All frames so far, of JSON. */
  readonly frames: SocketFrame[]
  /** Binary frames so far. */
  readonly binary: Buffer[]
  readonly ask: (request: SocketRequest | string | object) => void
  /** The first frame of which something holds, waited for. */
  readonly find: <T extends SocketFrame = SocketFrame>(is: (frame: SocketFrame) => boolean) => Promise<T>
  /** Waits until so many text frames, and binary ones, have come. */
  readonly until: (frames: number, binary?: number) => Promise<void>
  readonly closed: Promise<{ readonly code: number }>
}

/** Opens the socket of all channels. */
export async function openSocket(
  { port }: { readonly port: number },
  {
    query = '',
    ...options
  }: { query?: string; headers?: Record<string, string>; perMessageDeflate?: boolean } = {},
): Promise<OneSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws${query}`, { perMessageDeflate: false, ...options })
  const frames: SocketFrame[] = []
  const binary: Buffer[] = []
  const looks = new Set<() => void>()
  const closed = new Promise<{ code: number }>((resolve) => socket.once('close', (code) => resolve({ code })))
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) binary.push(data)
    else frames.push(JSON.parse(data.toString()) as SocketFrame)
    for (const look of looks) look()
  })
  afterwards(() => socket.terminate())
  const until = <T>(get: () => T | undefined) =>
    new Promise<T>((resolve) => {
      const look = () => {
        const found = get()
        if (found === undefined) return
        looks.delete(look)
        resolve(found)
      }
      looks.add(look)
      look()
    })
  await new Promise((resolve) => socket.once('open', resolve))
  return {
    socket,
    frames,
    binary,
    ask: (request) => socket.send(typeof request === 'string' ? request : JSON.stringify(request)),
    find: <T extends SocketFrame>(is: (frame: SocketFrame) => boolean) =>
      until(() => frames.find(is) as T | undefined),
    until: async (count, more = 0) => {
      await until(() => (frames.length >= count && binary.length >= more ? true : undefined))
    },
    closed,
  }
}
