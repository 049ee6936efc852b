import { basename, resolve } from 'node:path'
import type { ReplaySpeed } from '../../domain/replay.ts'
import { openRecording, type Recording } from '../../sources/replay/recording.ts'
import { isSimulated } from '../simulated-mark.ts'

/** Which recording is replayed, and how, as the command line has it. */
export interface ReplayFlags {
  readonly recording?: readonly string[]
  readonly skipPauses?: boolean
}

/** A recording as the source of the main job. */
export interface ReplayOrigin {
  /** What the recording is called. */
  readonly title: string
  /** What the board calls the source. */
  readonly name: string
  /** The folder of its data: each replay has one of its own, apart from what is real. */
  readonly run: string
  readonly recording: Recording
  /** Whether the simulated exchange made it. */
  readonly simulated: boolean
  readonly speed: ReplaySpeed
  readonly skipsPauses: boolean
}

/** The recording that is asked for. Fails with a line that says which path is missing or holds none. */
export async function replayOrigin(flags: ReplayFlags, speed: ReplaySpeed): Promise<ReplayOrigin> {
  const { recording: paths = [], skipPauses: skipsPauses = false } = flags
  const [first] = paths
  if (first === undefined)
    throw new Error(
      "--source replay needs --recording PATH…: a journal folder, Parquet of the store's tables, an NDJSON file of frames, or several.",
    )
  const name = basename(resolve(first)).replace(/\.((ndjson|jsonl)(\.gz)?|parquet)$/, '')
  const title = paths.length > 1 ? `${name} and ${paths.length - 1} more` : name
  const recording = await openRecording(paths)
  return {
    title,
    name: `replay of ${title}`,
    run: `${name.replace(/[^\w.-]+/g, '_')}-${Date.now().toString(36)}`,
    recording,
    simulated: await isSimulated(paths, recording),
    speed,
    skipsPauses,
  }
}
