import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { connect, type Socket } from 'node:net'

/** The socket of a client. */
export interface Door {
  readonly port: number
  readonly path: string
  /** What is said once it is open. */
  readonly hello?: string
}

const TEXT = 0x81
const CLOSE = 0x8
const PING = 0x9
const PONG = 0x8a
const MASKED = 0x80
const IN_16 = 126
const IN_64 = 127

/** What all readers of the process read into: each is done with it before the next begins. */
const shared = Buffer.allocUnsafe(512 * 1024)
const NOTHING = Buffer.alloc(0)

/** A frame of a client, short, with a mask that changes nothing. */
const frameOf = (first: number, payload: Buffer) =>
  Buffer.concat([Buffer.from([first, MASKED | payload.length, 0, 0, 0, 0]), payload])

/** How many bytes stand before a payload, by what the second says, and where its length is read. */
const sizeOf = (short: number) => (short === IN_64 ? 10 : short === IN_16 ? 4 : 2)
const lengthOf = (bytes: Buffer, at: number, short: number) => {
  if (short === IN_64) return bytes.readUInt32BE(at + 6)
  return short === IN_16 ? bytes.readUInt16BE(at + 2) : short
}

/** Where the payload of the frame that begins at `at` lies; undefined while not all of it is there. */
function payloadAt(bytes: Buffer, at: number) {
  const short = (bytes[at + 1] ?? 0) & 0x7f
  const from = at + sizeOf(short)
  if (from > bytes.length) return undefined
  const end = from + lengthOf(bytes, at, short)
  return end > bytes.length ? undefined : { from, end }
}

interface Events {
  open: []
  /** What a message holds; valid until the listener returns. */
  message: [payload: Buffer]
  close: []
}

/**
 * A client of a WebSocket that does next to nothing: what a thousand clients cost on the machine that the server runs on, too, is not what
 * is to be measured.
 */
export class Reader extends EventEmitter<Events> {
  readonly #socket: Socket
  readonly #hello: string | undefined
  #isOpen = false
  #rest = NOTHING

  constructor({ port, path, hello }: Door) {
    super()
    this.#hello = hello
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (count) => {
          this.#take(shared.subarray(0, count))
          return true
        },
      },
    })
    this.#socket.on('error', () => undefined)
    this.#socket.on('close', () => {
      this.#isOpen = false
      this.emit('close')
    })
    const key = randomBytes(16).toString('base64')
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    )
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  terminate(): void {
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const read = this.#isOpen ? this.#frames(bytes, 0) : this.#greeted(bytes)
    // The next reader writes over what is shared.
    this.#rest = read === bytes.length ? NOTHING : Buffer.from(bytes.subarray(read))
  }

  /** Reads the answer to the upgrade; who is refused is closed. */
  #greeted(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return 0
    if (!bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
      this.#socket.destroy()
      return bytes.length
    }
    this.#isOpen = true
    if (this.#hello !== undefined) this.#socket.write(frameOf(TEXT, Buffer.from(this.#hello)))
    this.emit('open')
    return this.#frames(bytes, end + 4)
  }

  /** Hands on all whole frames; gives where the first begins that is not. */
  #frames(bytes: Buffer, from: number): number {
    let at = from
    for (let found = payloadAt(bytes, at); found; found = payloadAt(bytes, at)) {
      this.#frame((bytes[at] ?? 0) & 0xf, bytes.subarray(found.from, found.end))
      at = found.end
    }
    return at
  }

  #frame(kind: number, payload: Buffer): void {
    if (kind === PING) this.#socket.write(frameOf(PONG, payload))
    else if (kind === CLOSE) this.#socket.end()
    else this.emit('message', payload)
  }
}
