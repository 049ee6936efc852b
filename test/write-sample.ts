import { mkdirSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { simulatedFrames } from './simulated-frames.ts'

/** The stretch that is bundled: from the derivatives' pre-open auction into continuous trading of the shares. */
const frames = simulatedFrames({ seed: 1, date: '2026-11-20', from: '08:30', until: '09:20', symbols: 40 })

mkdirSync('data/sample', { recursive: true })
const lines = frames.map(({ receivedTime, source, text }, i) =>
  // The first line says it of all of them.
  JSON.stringify({ recv: receivedTime, source, frame: text, ...(i === 0 && { simulated: true }) }),
)
writeFileSync('data/sample/2026-11-20.ndjson.gz', gzipSync(`${lines.join('\n')}\n`, { level: 9 }))
