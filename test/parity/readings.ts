import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { readJournal } from '../../src/journal/read-journal.ts'
import type { Frame } from '../../src/domain/frame.ts'
import { openRecording } from '../../src/sources/replay/recording.ts'

/** The same frames in chunks of other sizes, each size in turn. */
export async function* inChunks(
  chunks: AsyncIterable<readonly Frame[]>,
  sizes: readonly number[],
): AsyncGenerator<readonly Frame[]> {
  const waiting: Frame[] = []
  let turn = 0
  const size = () => sizes[turn % sizes.length] ?? 1
  for await (const frames of chunks) {
    waiting.push(...frames)
    while (waiting.length >= size()) {
      yield waiting.splice(0, size())
      turn += 1
    }
  }
  yield waiting
}

/** All frames but one. */
export async function* without(
  chunks: AsyncIterable<readonly Frame[]>,
  seq: number,
): AsyncGenerator<readonly Frame[]> {
  for await (const frames of chunks) yield frames.filter((frame) => frame.seq !== seq)
}

/** The frames of a recording of any form. */
export async function* framesIn(path: string): AsyncGenerator<readonly Frame[]> {
  const { read } = await openRecording([path])
  for await (const { frames } of read()) yield frames
}

/** Makes NDJSON of a log, as other programs record. */
export async function asNdjson(journal: string, path: string): Promise<void> {
  const file = createWriteStream(path)
  for await (const frames of readJournal(journal)) {
    const lines = frames.map(({ receivedTime: recv, source, text: frame }) =>
      JSON.stringify({ recv, source, frame }),
    )
    if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
}
