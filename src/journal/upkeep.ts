import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { messageOf } from '../domain/message-of.ts'
import type { PackTask } from './pack-worker.ts'
import { dropPast, type PastSegment } from './past-segments.ts'
import { type Segment, UNFINISHED } from './segment.ts'

/** What is done to closed segments, one thing after the other. */
export interface Upkeep {
  /** A segment is closed: it and what else is plain before it are to be packed. */
  readonly closed: (segment: Segment) => void
  /** Deletes the oldest segments, see `dropPast`; none after `end`. */
  readonly drop: (isPast: (oldest: PastSegment) => boolean) => Promise<number>
  /** Stops at once: what is half done is done again at the next start. */
  readonly end: () => Promise<void>
}

/** Of which folder, whether segments are packed, and who is told where that fails. */
export interface UpkeepOptions {
  readonly dir: string
  readonly isPacking: boolean
  readonly onWarning: (text: string) => void
}

/** Takes away what a crash left half done, and waits for work. */
export function upkeep({ dir, isPacking, onWarning }: UpkeepOptions): Upkeep {
  let turn: Promise<unknown> = Promise.resolve()
  let due: number | undefined
  let worker: Worker | undefined
  let isEnded = false

  function inTurn<T>(task: () => T | Promise<T>): Promise<T> {
    const done = turn.then(task)
    turn = done.catch(() => undefined)
    return done
  }

  async function pack() {
    if (due === undefined || isEnded) return
    worker = startWorker({ dir, upTo: due })
    due = undefined
    try {
      await ended(worker)
    } catch (error) {
      const reason = messageOf(error)
      onWarning(`a closed file of the log stays as it is until the next one is closed: ${reason}`)
    }
    worker = undefined
  }

  removeUnfinished(dir)
  return {
    closed({ firstSeq }) {
      if (!isPacking) return
      due = firstSeq
      void inTurn(pack)
    },
    drop: (isPast) => inTurn(() => dropPast(dir, (oldest) => !isEnded && isPast(oldest))),
    async end() {
      isEnded = true
      await worker?.terminate()
      await turn
      removeUnfinished(dir)
    },
  }
}

function removeUnfinished(dir: string) {
  for (const name of readdirSync(dir)) if (name.endsWith(UNFINISHED)) rmSync(join(dir, name), { force: true })
}

const ended = (worker: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })

/** Blocks are small, so is what the thread needs. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 }

/** A thread that ends with its work. From the sources it needs what reads TypeScript, which a thread does not inherit. */
function startWorker(workerData: PackTask): Worker {
  const options = { workerData, resourceLimits }
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./pack-worker.js', import.meta.url), options)
  const [tsx, file] = [import.meta.resolve('tsx/esm/api'), new URL('./pack-worker.ts', import.meta.url).href]
  const script = `import(${JSON.stringify(tsx)}).then((tsx) => tsx.tsImport(${JSON.stringify(file)}, ${JSON.stringify(file)}))`
  return new Worker(script, { ...options, eval: true })
}
