import { platform, setPriority } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { workerData } from 'node:worker_threads'
import { packSegment } from './pack.ts'
import { segmentsIn } from './segment.ts'

/** What is packed: every plain segment of a folder that begins at `upTo` or before. */
export interface PackTask {
  readonly dir: string
  readonly upTo: number
}

// Unpacked blocks lie outside the heap, where V8 lets tens of megabytes gather before it looks.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const { dir, upTo } = workerData as PackTask

// On Linux this is of the calling thread alone: the feed goes first.
if (platform() === 'linux') setPriority(19)
for (const segment of segmentsIn(dir))
  if (!segment.packed && segment.firstSeq <= upTo) packSegment(segment, collect)
