import { finalize, map, type Observable } from 'rxjs'
import type { RawFrame } from '../domain/frame.ts'
import type { ReplaySpeed } from '../domain/replay.ts'
import { recordedServer } from '../exchange/recorded/recorded-server.ts'
import type { Recording } from '../sources/replay/recording.ts'
import { controlHandler } from './control-handler.ts'
import { type CredentialFlags, exchangeCredentials } from './exchange-credentials.ts'
import { replayOrigin } from './origins/replay.ts'
import { recordedPlayer } from './recorded-player.ts'

/** How a recording is served. */
export interface RecordedExchangeOptions extends CredentialFlags {
  readonly speed: ReplaySpeed
  readonly port: number
  readonly skipPauses?: boolean
}

/** Frames that are looked through for the first message of an exchange. */
const HEAD = 10_000

/** `vnflow exchange --from`: a recording in place of a market. Fails with a line that says what is wrong with the path. */
export async function recordedExchange(
  paths: readonly string[],
  options: RecordedExchangeOptions,
): Promise<Observable<{ readonly address: string; readonly what: string }>> {
  const { speed, port, skipPauses: skipsPauses = false } = options
  const { recording, run, title, simulated } = await replayOrigin({ recording: paths }, speed)
  const { consumer: credentials, api } = exchangeCredentials(options)
  const player = recordedPlayer({ recording, speed, skipsPauses })
  const serving$ = recordedServer({
    title,
    run,
    simulated,
    speed: () => player.control.status().speed,
    port,
    lists: await listsOf(recording, title),
    play: player.play,
    beside: [controlHandler(player.control)],
    now: Date.now,
    credentials,
    api,
  })
  return serving$.pipe(
    map(({ address }) => ({ address, what: `FastConnect v2 and v3, replay of ${title}, speed ${speed}` })),
    finalize(player.close),
  )
}

/** The lists that were received before the first message. */
async function listsOf({ read }: Recording, title: string): Promise<readonly RawFrame[]> {
  const lists: RawFrame[] = []
  const seen = new Set<string>()
  let count = 0
  for await (const { frames } of read())
    for (const frame of frames) {
      if (frame.source === 'ssi' || frame.source === 'ssi3') return lists
      if (frame.source.endsWith('-rest')) lists.push(frame)
      seen.add(frame.source)
      if ((count += 1) > HEAD) throw noMessages(title, seen)
    }
  throw noMessages(title, seen)
}

const noMessages = (title: string, seen: ReadonlySet<string>): Error =>
  new Error(
    `${title} holds no messages of FastConnect (but of ${[...seen].join(', ') || 'nobody'}); ` +
      'what was recorded from ssi or ssi3 can be served.',
  )
