import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { frameOf } from '../../../src/server/socket/frame.ts'
import { fc, test } from '../../property-tests.ts'

/** A connection of a real client, and what lies under it on the server's side. */
interface Connection {
  readonly wire: Duplex
  readonly client: WebSocket
}

const http = createServer()
const ends: (() => void)[] = []
const server = new WebSocketServer({ noServer: true, perMessageDeflate: { serverNoContextTakeover: true } })

async function connect(perMessageDeflate: boolean): Promise<Connection> {
  const upgraded = once(http, 'upgrade')
  const { port } = http.address() as AddressInfo
  const client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate })
  ends.push(() => client.terminate())
  const opened = once(client, 'open')
  const [request, wire, head] = (await upgraded) as [IncomingMessage, Duplex, Buffer]
  server.handleUpgrade(request, wire, head, () => undefined)
  await opened
  return { wire, client }
}

let plain: Connection
let packing: Connection
beforeAll(async () => {
  await once(http.listen(0, '127.0.0.1'), 'listening')
  plain = await connect(false)
  packing = await connect(true)
})
afterAll(() => {
  for (const end of ends) end()
  http.close()
})

/** What a client reads of a frame. */
const read = ({ wire, client }: Connection, frame: Buffer) =>
  new Promise<readonly [data: Buffer, isBinary: boolean]>((resolve) => {
    client.once('message', (data: Buffer, isBinary) => resolve([data, isBinary]))
    wire.write(frame)
  })

it.each([0, 1, 125, 126, 127, 1_023, 1_024, 65_535, 65_536, 200_000])(
  'is read as it was, with %i bytes, packed or not',
  async (length) => {
    const bytes = Buffer.alloc(length, 'xyz')
    for (const message of [bytes, bytes.toString()]) {
      const { frame, packed } = frameOf(message)
      for (const [data, isBinary] of [await read(plain, frame), await read(packing, packed())])
        expect([data.equals(bytes), isBinary]).toEqual([true, message === bytes])
    }
  },
)

test.prop([fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' })])(
  'text is read as it was',
  async (text) => {
    const { frame, packed } = frameOf(text)
    const as = Buffer.from(text).toString()
    for (const [data, isBinary] of [await read(plain, frame), await read(packing, packed())])
      expect([data.toString(), isBinary]).toEqual([as, false])
  },
)

it('is packed once, where that is worth it', () => {
  const long = frameOf('x'.repeat(10_000))
  expect(long.packed().length).toBeLessThan(200)
  expect(long.packed()).toBe(long.packed())
  const short = frameOf('x'.repeat(100))
  expect(short.packed()).toBe(short.frame)
})
