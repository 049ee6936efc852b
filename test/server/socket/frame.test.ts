import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { fc, test } from '@fast-check/vitest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { type Encoded, frameOf } from '../../../src/server/socket/frame.ts'

const http = createServer()
let wire: Duplex
let client: WebSocket
beforeAll(async () => {
  const server = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    server.handleUpgrade(request, socket, head, () => undefined)
    wire = socket
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const { port } = http.address() as AddressInfo
  client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
  await once(client, 'open')
})
afterAll(() => {
  client.terminate()
  http.close()
})

/** What a client reads of a frame. */
const read = ({ frame }: Encoded) =>
  new Promise<readonly [data: Buffer, isBinary: boolean]>((resolve) => {
    client.once('message', (data: Buffer, isBinary) => resolve([data, isBinary]))
    wire.write(frame)
  })

it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  'is read as it was, with %i bytes',
  async (length) => {
    const bytes = Buffer.alloc(length, 'x')
    for (const message of [bytes, bytes.toString()]) {
      const [data, isBinary] = await read(frameOf(message))
      expect([data.equals(bytes), isBinary]).toEqual([true, message === bytes])
    }
  },
)

test.prop([fc.string({ unit: 'binary' })])('text is read as it was', async (text) => {
  const made = frameOf(text)
  expect(made.bytes.toString()).toBe(Buffer.from(text).toString())
  const [data, isBinary] = await read(made)
  expect([data.toString(), isBinary]).toEqual([made.bytes.toString(), false])
})
