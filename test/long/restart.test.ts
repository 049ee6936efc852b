import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { BehaviorSubject, Subject } from 'rxjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MissedMinutes } from '../../operators/missed-minutes.ts'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import { program } from '../../pipelines/program.ts'
import { liveMemory } from '../../src/cli/live-memory.ts'
import { recovered } from '../../src/cli/recovered.ts'
import { saving } from '../../src/cli/saving.ts'
import type { Frame } from '../../src/domain/frame.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { openSnapshots } from '../../src/journal/snapshots.ts'
import { decode } from '../../src/sources/decode.ts'
import { simulatedStream } from '../simulated-frames.ts'

/** Frames of a whole market in its busiest hour, and how many of them come behind the snapshot: as many as come between two. */
const FRAMES = 1_000_000
const TAIL = 100_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vnflow-restart-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const frames = simulatedStream({ seed: 1, date: '2026-11-20', from: '08:50', until: '11:00', symbols: 1_600 })

/** Adds frames to the log. */
async function log(count: number) {
  const journal = openJournal({ dir: join(folder, 'journal'), durability: 'none' })
  for (let batch: Frame[] = []; count > 0; batch = []) {
    for (; batch.length < 1_000 && count > 0; count--) batch.push(frames.next().value as Frame)
    journal.append(batch)
  }
  await journal.close()
}

/** Reads what a start has to read, saves at the end, and says what both cost. */
async function start() {
  const warnings: string[] = []
  const onWarning = (text: string) => warnings.push(text)
  const begun = performance.now()
  const files = openSnapshots({ dir: join(folder, 'snapshots'), lastSeq: Infinity, onWarning })
  const board = makeBoard({ source: 'test', simulated: true, extraSymbols: [] })
  const missed = new BehaviorSubject<readonly MissedMinutes[]>([])
  const memory = liveMemory({ board, missed, futures: [], store: { lastSeq: () => Infinity } })
  // Nothing is saved on the way: both starts read, and no more.
  const never = { frames: Infinity, most: Infinity }
  const saved = saving({ files, save: () => memory.save(), onWarning, ...never })
  const frames$ = new Subject<Frame>()
  let outputs = 0
  frames$.pipe(memory.collect(program(decode))).subscribe((output) => {
    memory.follow(output)
    outputs += 1
  })
  const read = { journalDir: join(folder, 'journal'), files, saving: saved, onInfo: onWarning, onWarning }
  for await (const batch of recovered({ ...read, load: (snapshot) => memory.load(snapshot) }))
    for (const frame of batch) {
      saved.follow(frame)
      frames$.next(frame)
    }
  const seconds = (performance.now() - begun) / 1_000
  return { seconds, outputs, board, warnings, saving: await cost(() => saved.finish()) }
}

/** How long something takes, and the longest time in it in which nothing else had a turn, ms. */
async function cost(work: () => Promise<void>) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const begun = performance.now()
  await work()
  const took = performance.now() - begun
  delay.disable()
  return { took, median: delay.percentile(50) / 1e6, longest: delay.max / 1e6 }
}

it('starts from a snapshot and the tail of a long log in a fraction of the time that the log takes', async () => {
  await log(FRAMES - TAIL)
  const whole = await start()
  await log(TAIL)
  const resumed = await start()
  expect(resumed.warnings).toEqual([`going on from the snapshot of frame ${FRAMES - TAIL}`])

  rmSync(join(folder, 'snapshots'), { recursive: true })
  const again = await start()
  expect(resumed.board.snapshot(true)).toEqual(again.board.snapshot(true))
  expect(whole.outputs + resumed.outputs).toBe(again.outputs)
  console.log(
    `${FRAMES} frames: ${again.seconds.toFixed(1)} s; from a snapshot and ${TAIL}: ${resumed.seconds.toFixed(2)} s`,
  )
  for (const { saving } of [whole, resumed, again]) console.log('saving', saving)
  expect(resumed.seconds).toBeLessThan(again.seconds / 4)
})
