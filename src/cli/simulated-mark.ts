import { createReadStream, existsSync } from 'node:fs'
import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { z } from 'zod'
import { linesOf } from '../sources/replay/lines-of.ts'
import type { Recording } from '../sources/replay/recording.ts'
import { IMPORTED } from './imported.ts'
import { sourceNames } from './open-origin.ts'

/** The file that says of all beside and below it that no market made it. */
const MARK = 'simulated.txt'

/** Marks a folder as one of the simulated exchange's data. Its log is marked too, for a log may be copied without the rest. */
export async function markSimulated(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, MARK), 'Made by the simulated exchange: nothing here was traded anywhere.\n')
}

/**
 * Whether any of the recordings was made by the simulated exchange. It says so itself: by the mark in its folder or one above, in the first
 * line of an NDJSON file, or by the list of securities that the exchange sent. Of a log from before there were marks, its folder says it.
 */
export async function isSimulated(
  paths: readonly string[],
  recording: Pick<Recording, 'read'>,
): Promise<boolean> {
  for (const path of paths) {
    const place = await realpath(path)
    if (isMarked(place) || isRunOfExchange(place) || (await saysSo(place))) return true
  }
  return listsSimulated(recording)
}

function isMarked(place: string): boolean {
  if (existsSync(join(place, MARK))) return true
  return dirname(place) !== place && isMarked(dirname(place))
}

const sources: ReadonlySet<string> = new Set([...sourceNames, IMPORTED])

/** Whether a path lies in `simulated/RUN`, where runs of the simulated exchange have always been kept. */
function isRunOfExchange(place: string): boolean {
  const names = place.split(sep)
  return names.some((name, i) => {
    const [run, part = 'journal'] = names.slice(i + 1)
    // A data folder may be called so itself, and then holds one of a real source.
    return name === 'simulated' && run !== undefined && !sources.has(run) && /^(journal|parquet)$/.test(part)
  })
}

const Head = z.object({ simulated: z.literal(true) })

/** Whether the first line of an NDJSON file says it. What cannot be read is said by who reads it whole. */
async function saysSo(place: string): Promise<boolean> {
  if (!/\.(ndjson|jsonl)(\.gz)?$/.test(place)) return false
  try {
    for await (const line of linesOf(place, createReadStream(place)))
      return Head.safeParse(JSON.parse(line)).success
  } catch {
    // Neither can it be played.
  }
  return false
}

/** Whether the securities are listed under names as `FPT (simulated)`: lists come before the first message. */
async function listsSimulated({ read }: Pick<Recording, 'read'>): Promise<boolean> {
  for await (const { frames } of read())
    return frames.some(({ source, text }) => source.endsWith('-rest') && text.includes(' (simulated)"'))
  return false
}
