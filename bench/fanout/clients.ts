/** Clients in a process of their own. They read what they are sent, and when what it tells of had come in. */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { type Door, Reader } from './reader.ts'
import { answering } from './talk.ts'

/** What clients saw since they were last asked. */
export interface Seen {
  /** Messages by how many ms they had taken. */
  readonly states: Readonly<Record<number, number>>
  readonly alerts: Readonly<Record<number, number>>
  readonly bytes: number
  /** Messages that the server said it had not sent, and sockets that it closed or refused. */
  readonly lost: number
  readonly closed: number
}

const MARK = Buffer.from('"received_ms":')
const LOSS = Buffer.from('"type":"loss"')
/** Longest text in which a mark of loss is looked for, bytes. */
const SHORT = 300
/** Longest alert, bytes. */
const ALERT = 4_096

let seen = fresh()
const clients = new Set<Reader>()
const stalled = new Set<Reader>()

function fresh() {
  return {
    states: {} as Record<number, number>,
    alerts: {} as Record<number, number>,
    bytes: 0,
    lost: 0,
    closed: 0,
  }
}

function read(data: Buffer): void {
  seen.bytes += data.length
  if (data.length < SHORT && data.includes(LOSS)) seen.lost += 1
  const mark = data.lastIndexOf(MARK)
  if (mark < 0) return
  const received = Number.parseInt(data.toString('latin1', mark + MARK.length, mark + MARK.length + 13), 10)
  const taken = Math.max(0, Date.now() - received)
  const kind = data.length < ALERT && data.includes('"alert_type"') ? seen.alerts : seen.states
  kind[taken] = (kind[taken] ?? 0) + 1
}

/** Opens a socket, and waits until it has its first message, or is refused. */
const open = (door: Door) =>
  new Promise<Reader>((resolve) => {
    const reader = new Reader(door)
    clients.add(reader)
    reader.on('close', () => {
      if (clients.delete(reader)) seen.closed += 1
      resolve(reader)
    })
    reader.on('message', (payload) => {
      resolve(reader)
      if (!stalled.has(reader)) read(payload)
    })
  })

function close(reader: Reader): void {
  clients.delete(reader)
  reader.terminate()
}

/** How clients come and go. */
interface Coming {
  readonly doors: readonly Door[]
  readonly count: number
  readonly seconds: number
  /** From one coming of a client to its next, ms. */
  readonly every?: number
  readonly messages?: number
}

async function stayed(reader: Reader, messages: number): Promise<void> {
  for (let i = 0; i < messages && reader.isOpen; i += 1)
    await Promise.race([once(reader, 'message'), once(reader, 'close')])
}

answering({
  async open({ doors, count }: { doors: readonly Door[]; count: number }) {
    for (let i = 0; i < count; i += 1) await Promise.all(doors.map(open))
    return clients.size
  },
  seen(): Seen {
    const answer = seen
    seen = fresh()
    return answer
  },
  /** Some stop to read. */
  stall(count: number) {
    for (const socket of [...clients].slice(0, count)) {
      stalled.add(socket)
      socket.pause()
    }
  },
  resume() {
    for (const socket of stalled) socket.resume()
    // What waited for them is of before.
    setTimeout(() => stalled.clear(), 500)
  },
  /** Clients come and go again and again; each stays for some messages. Gives how often one was refused. */
  async reconnect({ doors, count, seconds, every = 1_000, messages = 1 }: Coming) {
    let refused = 0
    const end = performance.now() + seconds * 1_000
    const one = async (delay: number) => {
      await wait(delay)
      while (performance.now() < end) {
        const began = performance.now()
        for (const socket of await Promise.all(doors.map(open))) {
          if (!socket.isOpen) refused += 1
          else await stayed(socket, messages - 1)
          close(socket)
        }
        await wait(Math.max(0, every - (performance.now() - began)))
      }
    }
    await Promise.all(Array.from({ length: count }, (_, i) => one((i * every) / count)))
    return refused
  },
  close() {
    for (const socket of clients) close(socket)
  },
})
