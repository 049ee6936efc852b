import { mkdirSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { Subject } from 'rxjs'
import type { Frame } from '../domain/frame.ts'
import { openJournal } from '../journal/journal.ts'
import { decode } from '../sources/decode.ts'
import { openRecording } from '../sources/replay/recording.ts'
import type { RecordingChunk } from '../sources/replay/recording-chunk.ts'
import { replayBoard } from './replay-board.ts'
import type { ScoutData, ScoutFinding } from './replay-scout-data.ts'
import { replayedProgram } from './replayed-program.ts'
import { stateShelf } from './state-shelf.ts'

/** Frames from one kept state to the next: some 100 ms of work. */
const EVERY = 4_000

/** Runs the whole recording through a program of its own, as fast as may be, and keeps its state now and then. */
async function scout(data: ScoutData, tell: (finding: ScoutFinding) => void): Promise<void> {
  const { paths, states, copy, source, extraSymbols, futures, rules = [] } = data
  const recording = await openRecording(paths)
  const shelf = stateShelf(states)
  const program = replayedProgram({
    board: await replayBoard({ source, extraSymbols, recording }),
    decode,
    futures,
    rules,
  })
  const frames$ = new Subject<Frame>()
  frames$.pipe(program.toOutputs).subscribe()
  let given = 0
  // It alone reads all of the recording, and once: what the player passes may be little, or the same again.
  const chunks = recording.read(1, (damage) => tell({ damage }))
  for await (const { frames } of copy === undefined ? chunks : copied(chunks, copy)) {
    for (const frame of frames) frames$.next(frame)
    given += frames.length
    const seq = frames.at(-1)?.seq
    if (seq === undefined || given < EVERY) continue
    given = 0
    shelf.put(seq, program.save())
    tell({ seq, clock: program.clock() })
  }
  tell('through')
}

/** Copies what passes, before it goes on. */
async function* copied(chunks: AsyncIterable<RecordingChunk>, dir: string): AsyncGenerator<RecordingChunk> {
  mkdirSync(dir, { recursive: true })
  const journal = openJournal({ dir, durability: 'none' })
  for await (const chunk of chunks) {
    journal.append(chunk.frames)
    yield chunk
  }
  await journal.close()
}

await scout(workerData as ScoutData, (finding) => parentPort?.postMessage(finding))
