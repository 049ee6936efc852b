import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Output } from '../domain/outputs.ts'
import { tradingDay } from '../domain/time.ts'

const Mark = z.object({ day: z.number(), seq: z.number() })

/** Remembers where in the log the running trading day began, so that a restart reads that day and no more. */
export interface DayMark {
  /** First `seq` of the last trading day in the log; 1 when none is known. */
  readonly seq: number
  /** Takes an output; the first data of a later day moves the mark. */
  follow(output: Output): void
}

/** What comes on days without a market, too, or with no time at all. */
const undated: ReadonlySet<Output['kind']> = new Set(['clock', 'connection', 'securities', 'members'])

function readMark(path: string): z.infer<typeof Mark> {
  try {
    return Mark.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // No mark, or a damaged one: the whole log is read, which is slower and just as right.
    return { day: -Infinity, seq: 1 }
  }
}

/** The mark of the data folder `dir`. */
export function dayMark(dir: string): DayMark {
  const path = join(dir, 'day.json')
  const mark = readMark(path)
  let { day } = mark
  return {
    seq: mark.seq,
    follow({ kind, seq, exchangeTime }) {
      if (undated.has(kind) || exchangeTime === undefined || tradingDay(exchangeTime) <= day) return
      day = tradingDay(exchangeTime)
      writeFileSync(`${path}.new`, JSON.stringify({ day, seq }))
      renameSync(`${path}.new`, path)
    },
  }
}
