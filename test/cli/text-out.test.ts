import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { textOut } from '../../src/cli/text-out.ts'

/** Takes each write in its own turn, and is full with the first character. */
function slowStream() {
  const taken: string[] = []
  const stream = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      taken.push(chunk.toString())
      setImmediate(done)
    },
  })
  return { stream, taken }
}

describe('textOut', () => {
  it('waits for a slow reader, in order, and leaves no listener behind', async () => {
    const { stream, taken } = slowStream()
    const out = textOut(stream, 'trade.ndjson')
    const before = stream.eventNames().map((name) => [name, stream.listenerCount(name)])
    for (let i = 0; i < 30; i += 1) {
      out.write(`${i} `)
      await Promise.all([out.drained(), out.drained()])
      expect(stream.writableNeedDrain).toBe(false)
    }
    expect(stream.eventNames().map((name) => [name, stream.listenerCount(name)])).toEqual(before)
    await out.end()
    expect(taken.join('')).toBe(Array.from({ length: 30 }, (_, i) => `${i} `).join(''))
  })

  it('does not wait for a reader that has gone away', async () => {
    const stream = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        setImmediate(() => done(Object.assign(new Error('gone'), { code: 'EPIPE' })))
      },
    })
    const out = textOut(stream, 'trade.ndjson')
    out.write('a')
    await out.drained()
    out.write('b')
    await out.end()
    expect(stream.destroyed).toBe(true)
  })

  it('says what could not be written, and why', async () => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) => done(new Error('ENOSPC: no space left on device, write')),
    })
    const out = textOut(stream, 'trade.ndjson')
    out.write('a')
    await expect(out.end()).rejects.toThrow(
      /^trade.ndjson cannot be written: ENOSPC: no space left on device, write$/,
    )
  })
})
