import { PassThrough } from 'node:stream'
import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { Receiver } from 'ws'
import { type Encoded, frameOf } from '../../../src/server/socket/frame.ts'

/** What a client reads of a frame. */
const readBy = ({ frame }: Encoded) =>
  new Promise<readonly [data: Buffer, isBinary: boolean]>((resolve, reject) => {
    const receiver = new Receiver({ isServer: false })
    receiver.on('message', (data: Buffer, isBinary) => resolve([data, isBinary]))
    receiver.on('error', reject)
    new PassThrough().end(frame).pipe(receiver)
  })

it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  'is read as it was, with %i bytes',
  async (length) => {
    const bytes = Buffer.alloc(length, 'x')
    for (const message of [bytes, bytes.toString()]) {
      const [data, isBinary] = await readBy(frameOf(message))
      expect([data.equals(bytes), isBinary]).toEqual([true, message === bytes])
    }
  },
)

test.prop([fc.string({ unit: 'binary' })])('text is read as it was', async (text) => {
  const made = frameOf(text)
  const [data, isBinary] = await readBy(made)
  expect([data, isBinary]).toEqual([Buffer.from(text), false])
  expect(made.bytes).toEqual(data)
})
