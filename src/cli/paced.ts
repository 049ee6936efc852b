import { setTimeout as sleep } from 'node:timers/promises'
import type { Frame } from '../domain/frame.ts'

/** Waits until a frame is due, where there is something to wait for. */
function pacer(speed: number) {
  let start: { received: number; wall: number } | undefined
  return ({ receivedTime }: Frame): number => {
    start ??= { received: receivedTime, wall: performance.now() }
    return (receivedTime - start.received) / speed - (performance.now() - start.wall)
  }
}

/**
 * Hands frames on at `speed` times the pace at which they were received. Frames that are due together go
 * together; a pause in the recording is waited out, in its share. The order stays that of the recording.
 */
export async function* paced(
  chunks: AsyncIterable<readonly Frame[]>,
  speed: number,
): AsyncGenerator<readonly Frame[]> {
  const waitFor = pacer(speed)
  for await (const frames of chunks) {
    let sent = 0
    for (const [i, frame] of frames.entries()) {
      const wait = waitFor(frame)
      if (wait < 1) continue
      if (i > sent) yield frames.slice(sent, i)
      sent = i
      await sleep(wait)
    }
    yield frames.slice(sent)
  }
}
