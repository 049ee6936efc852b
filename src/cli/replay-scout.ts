import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { readJournal } from '../journal/read-journal.ts'
import type { Mark } from '../sources/replay/marks.ts'
import type { Recording } from '../sources/replay/recording.ts'
import type { RecordingChunk } from '../sources/replay/recording-chunk.ts'
import type { ScoutData, ScoutFinding } from './replay-scout-data.ts'

/** What a scout is sent out with. */
export interface ScoutOptions extends Omit<ScoutData, 'copy' | 'states'> {
  readonly recording: Recording
  /** A folder of its own. */
  readonly dir: string
  /** Told of each place whose state is kept, in their order. */
  readonly onMark: (mark: Mark) => void
  /** Something of the recording cannot be read; or the scout cannot go on, and what is behind its last mark stays slow to reach. */
  readonly onWarning: (text: string) => void
}

/** Goes ahead of a replay, so that places are known that it has not played yet. */
export interface Scout {
  /** Where states of the program are kept. */
  readonly states: string
  /** The recording; a place that the scout has passed is found at once. */
  readonly recording: Pick<Recording, 'read'>
  readonly close: () => Promise<unknown>
}

/** Sends a scout through a recording, in a thread of its own: the replay does not wait for it. */
export function replayScout({ recording, dir, onMark, onWarning, ...data }: ScoutOptions): Scout {
  const states = join(dir, 'states')
  const copy = recording.findsPlaces ? undefined : join(dir, 'copy')
  const thread = startThread({ ...data, states, copy })
  let passed = 0
  thread.on('message', (finding: ScoutFinding) => {
    if (finding === 'through') return
    if ('damage' in finding) {
      onWarning(finding.damage)
      return
    }
    passed = finding.seq
    onMark(finding)
  })
  thread.on('error', (error) =>
    onWarning(`no places are kept any more that a seek finds at once: ${error.message}`),
  )
  return {
    states,
    recording: copy === undefined ? recording : { read: (fromSeq) => readEither(fromSeq) },
    close: () => thread.terminate(),
  }

  /** The copy as far as it goes, then the recording itself. */
  async function* readEither(fromSeq = 1): AsyncGenerator<RecordingChunk> {
    let next = fromSeq
    while (next > 1 && next <= passed && copy !== undefined)
      for await (const frames of readJournal(copy, { fromSeq: next })) {
        yield { frames, bytesRead: undefined }
        next = (frames.at(-1)?.seq ?? next) + 1
      }
    yield* recording.read(next)
  }
}

/** From `dist/` the thread is plain JavaScript. From the sources it needs what reads TypeScript, which a thread does not inherit. */
function startThread(workerData: ScoutData): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./replay-scout-thread.js', import.meta.url), { workerData })
  const file = JSON.stringify(new URL('./replay-scout-thread.ts', import.meta.url))
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  return new Worker(`import(${tsx}).then(({ tsImport }) => tsImport(${file}, ${file}))`, {
    eval: true,
    workerData,
  })
}
