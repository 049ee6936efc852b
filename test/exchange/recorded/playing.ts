import type { Subscription } from 'rxjs'
import type { RawFrame } from '../../../src/domain/frame.ts'
import {
  type Played,
  recordedServer,
  type RecordedServerOptions,
} from '../../../src/exchange/recorded/recorded-server.ts'

const running: Subscription[] = []

/** Closes every server. */
export function stopPlaying() {
  for (const server of running.splice(0)) server.unsubscribe()
}

async function* whole(frames: readonly RawFrame[], begun: Promise<unknown>): AsyncGenerator<Played> {
  await begun
  yield { frames }
}

/** Serves a recording on a free port, till `stopPlaying`. */
export function serveRecorded(
  frames: readonly RawFrame[],
  options: Partial<RecordedServerOptions> = {},
): Promise<string> {
  const all: RecordedServerOptions = {
    title: 'a day',
    run: 'a-day-1',
    speed: () => 'max',
    port: 0,
    now: Date.now,
    settled: 50,
    lists: frames.filter(({ source }) => source.endsWith('-rest')),
    play: (begun) => whole(frames, begun),
    ...options,
  }
  return new Promise((resolve, reject) => {
    running.push(recordedServer(all).subscribe({ next: ({ address }) => resolve(address), error: reject }))
  })
}
