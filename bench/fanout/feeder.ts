/** Writes frames of a simulated morning to its output at a steady rate, each with the time at which it was written. */
import { nextTradingDay } from '../../src/market/calendar.ts'
import { simulatedStream } from '../../test/simulated-frames.ts'
import { answering } from './talk.ts'

const DATE = '2026-11-20'
const [rate = 7_000, count = 70_000] = process.argv.slice(2).map(Number)

/** From one writing to the next, ms. */
const STEP = 5

const written = (date: string) => date.split('-').reverse().join('/')

const morning: string[] = []
for (const { text } of simulatedStream({
  seed: 1,
  date: DATE,
  from: '09:16',
  until: '11:25',
  symbols: 1_600,
})) {
  morning.push(text)
  if (morning.length === count) break
}

let date = DATE
let sent = 0
let began = 0

/** The next frame; behind the last one of the morning comes the same morning of the next trading day. */
function next(): string {
  const place = sent % morning.length
  if (place === 0 && sent > 0) date = nextTradingDay(date)
  sent += 1
  return `${Date.now()} ${morning[place]?.replace(written(DATE), written(date)) ?? ''}\n`
}

function write() {
  const due = Math.floor(((performance.now() - began) / 1_000) * rate)
  let lines = ''
  while (sent < due) lines += next()
  if (lines !== '') process.stdout.write(lines)
}

answering({
  start() {
    began = performance.now() - (sent / rate) * 1_000
    setInterval(write, STEP)
  },
})
