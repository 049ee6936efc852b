/** A server that speaks FastConnect v2 and sends frames that were made beforehand, in a process of its own. */
import type { Duplex } from 'node:stream'
import { fastConnect2 } from '../../src/exchange/wire/fast-connect2.ts'
import type { Handler } from '../../src/exchange/wire/handler.ts'
import { listening } from '../../src/exchange/wire/listening.ts'
import type { SimulatedExchange } from '../../src/exchange/message.ts'
import { answering } from '../fanout/talk.ts'
import { wireBytes } from './wire-bytes.ts'

const [count = 20_000] = process.argv.slice(2).map(Number)
const SYMBOLS = 1_600
/** From one sending to the next, ms. */
const STEP = 1
/** From one sign of life to the next, ms. */
const ALIVE = 5_000

/** It lists nothing, so that nothing is unlisted, and tells nothing by itself. */
const silent: SimulatedExchange = {
  date: '2026-11-20',
  now: 0,
  securities: [],
  indices: [],
  advance: () => [],
  latest: () => [],
  latestIndex: () => undefined,
  minuteBars: () => [],
}

const bytes = wireBytes(count, SYMBOLS)
const part = fastConnect2({ exchange: silent, now: () => Date.now() })
let line: Duplex | undefined

/** Keeps the socket of the stream: frames are written to it past all that would be done for each. */
const watched = (handler: Handler): Handler => ({
  ...handler,
  ...(handler.upgrade && {
    upgrade(request, socket, head) {
      line = socket
      handler.upgrade?.(request, socket, head)
    },
  }),
})
const serving = listening({
  port: 0,
  host: '127.0.0.1',
  headers: () => ({}),
  handlers: part.handlers.map(watched),
})
const addressed = new Promise<string>((resolve, reject) => {
  serving.subscribe({ next: ({ address }) => resolve(address), error: reject })
})
setInterval(() => part.step([]), ALIVE)

/** How many frames were sent, and when, µs by the clock of the machine. */
interface Sent {
  readonly counts: readonly number[]
  readonly times: readonly number[]
}

const microseconds = () => Number(process.hrtime.bigint() / 1_000n)

/** Sends so many a second for some seconds. What the network does not take waits here, and counts as late. */
function send(rate: number, seconds: number): Promise<Sent> {
  const [counts, times]: [number[], number[]] = [[], []]
  const began = performance.now()
  let sent = 0
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.floor((Math.min(performance.now() - began, seconds * 1_000) / 1_000) * rate)
      if (due > sent) {
        times.push(microseconds())
        for (const buffer of bytes.next(due - sent)) line?.write(buffer)
        sent = due
        counts.push(sent)
      }
      if (sent < rate * seconds) return
      clearInterval(timer)
      resolve({ counts, times })
    }, STEP)
  })
}

answering({
  address: () => addressed,
  send: ({ rate, seconds }: { rate: number; seconds: number }) => send(rate, seconds),
})
