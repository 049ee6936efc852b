import { nextTradingDay } from '../../src/market/calendar.ts'
import { madeFrames } from '../made-frames.ts'
import { hubFrame } from '../rows/wire-texts.ts'

/** Long past, so that no day that follows is ahead of the clock: the program would doubt it. */
const DATE = '2026-06-01'

/** Frames as they go over a WebSocket, one behind the other, for ever: behind the last one come the same of the next trading day. */
export interface WireBytes {
  /** So many frames, the next ones. What was given before must have been sent. */
  readonly next: (count: number) => readonly Buffer[]
}

const written = (date: string) => Buffer.from(date.split('-').reverse().join('/'))

/** A text as the frame of a WebSocket from a server. */
function framed(text: string): Buffer {
  const body = Buffer.from(text)
  const head =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff])
  return Buffer.concat([head, body])
}

/** All frames on end, where each begins, and where its date stands; -1 where it has none. */
function madeBytes(count: number, symbols: number) {
  const frames = [...madeFrames({ symbols, count, date: DATE })].map(({ text }, i) =>
    framed(hubFrame(text, i)),
  )
  const starts = new Float64Array(frames.length + 1)
  frames.forEach(({ length }, i) => (starts[i + 1] = (starts[i] ?? 0) + length))
  const date = written(DATE)
  const dates = Float64Array.from(frames, (frame, i) => {
    const place = frame.indexOf(date)
    return place < 0 ? -1 : (starts[i] ?? 0) + place
  })
  return { all: Buffer.concat(frames), starts, dates }
}

/** Makes them all beforehand: what is sent costs nothing but the sending. */
export function wireBytes(count: number, symbols: number): WireBytes {
  const { all, starts, dates } = madeBytes(count, symbols)
  let at = 0
  let date = DATE

  function part(to: number): Buffer {
    const day = written(date)
    for (const place of dates.subarray(at, to)) if (place >= 0) day.copy(all, place)
    const bytes = all.subarray(starts[at], starts[to])
    at = to % count
    if (at === 0) date = nextTradingDay(date)
    return bytes
  }
  return {
    next(wanted) {
      const parts: Buffer[] = []
      for (let left = wanted; left > 0;) {
        const to = Math.min(at + left, count)
        left -= to - at
        parts.push(part(to))
      }
      return parts
    },
  }
}
