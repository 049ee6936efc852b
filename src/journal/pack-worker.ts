import { platform, setPriority } from 'node:os'
import { workerData } from 'node:worker_threads'
import { packSegment } from './pack.ts'
import { segmentsIn } from './segment.ts'

/** What is packed: every plain segment of a folder that begins at `upTo` or before. */
export interface PackTask {
  readonly dir: string
  readonly upTo: number
}

const { dir, upTo } = workerData as PackTask

// On Linux this is of the calling thread alone: the feed goes first.
if (platform() === 'linux') setPriority(19)
for (const segment of segmentsIn(dir)) if (!segment.packed && segment.firstSeq <= upTo) packSegment(segment)
