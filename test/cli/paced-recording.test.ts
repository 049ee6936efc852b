import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { pacedRecording } from '../../src/cli/paced-recording.ts'
import { storeBacklog } from '../../src/cli/store-backlog.ts'
import type { RecordingChunk } from '../../src/sources/replay/recording-chunk.ts'

const chunk = (seq: number): RecordingChunk => ({
  frames: [{ seq, receivedTime: 0, source: 'ssi', text: '' }],
  bytesRead: undefined,
})

it('reads on when the database has come nearer, from the frame that was asked for', async () => {
  const backlog = storeBacklog(0)
  const asked: (number | undefined)[] = []
  const { read } = pacedRecording(
    {
      async *read(fromSeq) {
        await turn()
        asked.push(fromSeq)
        yield chunk(7)
        yield chunk(8)
      },
    },
    backlog,
  )
  const chunks = read(7)[Symbol.asyncIterator]()
  expect((await chunks.next()).value).toEqual(chunk(7))
  backlog.change(1)
  let second: unknown
  const more = chunks.next().then(({ value }) => {
    second = value
  })
  await turn()
  await turn()
  expect(second).toBeUndefined()
  backlog.change(-1)
  await more
  expect(second).toEqual(chunk(8))
  expect(asked).toEqual([7])
})
