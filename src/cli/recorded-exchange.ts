import { finalize, map, type Observable } from 'rxjs'
import type { RawFrame } from '../domain/frame.ts'
import type { ReplaySpeed } from '../domain/replay.ts'
import { recordedServer } from '../exchange/recorded/recorded-server.ts'
import type { Recording } from '../sources/replay/recording.ts'
import { controlHandler } from './control-handler.ts'
import type { CredentialFlags } from './credential-flags.ts'
import { exchangeCredentials } from './exchange-credentials.ts'
import { replayOrigin } from './origins/replay.ts'
import { recordedPlayer } from './recorded-player.ts'
import { toldRecording } from './told-recording.ts'

/** How a recording is served. */
export interface RecordedExchangeOptions extends CredentialFlags {
  readonly speed: ReplaySpeed
  readonly port: number
  readonly skipPauses?: boolean
}

/** Frames that are looked through for the first message of an exchange and the lists that belong to it. */
const HEAD = 10_000

/** The list that a source of v2 receives a moment after the first messages: who plays its part asks for it before that place is played. */
const MEMBERS = /^\s*\{\s*"endpoint"\s*:\s*"IndexComponents"/
const isMembers = ({ text }: RawFrame): boolean => MEMBERS.test(text)

/**
 * `vnflow exchange --from`: a recording in place of a market. Fails with a line that says what is wrong with the path; what of a log is lost
 * is told on stderr when the place is read.
 */
export async function recordedExchange(
  paths: readonly string[],
  options: RecordedExchangeOptions,
): Promise<Observable<{ readonly address: string; readonly what: string }>> {
  const { speed, port, skipPauses: skipsPauses = false } = options
  const { recording: files, run, title, simulated } = await replayOrigin({ recording: paths }, speed)
  const recording = toldRecording(files, console.error)
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

/** The lists that were received before the first message, and the members of the VN30 that came soon after it. */
async function listsOf({ read }: Pick<Recording, 'read'>, title: string): Promise<readonly RawFrame[]> {
  const lists: RawFrame[] = []
  const seen = new Set<string>()
  for await (const frame of headOf(read())) {
    if (isEnough(frame, lists)) return lists
    if (isWanted(frame, seen)) lists.push(frame)
    seen.add(frame.source)
  }
  if (!seen.has('ssi')) throw noMessages(title, seen)
  return lists
}

const isEnough = ({ source }: RawFrame, lists: readonly RawFrame[]): boolean =>
  source === 'ssi3' || (source === 'ssi' && lists.some(isMembers))

const isWanted = (frame: RawFrame, seen: ReadonlySet<string>): boolean =>
  frame.source.endsWith('-rest') && (!seen.has('ssi') || isMembers(frame))

async function* headOf(chunks: ReturnType<Recording['read']>): AsyncGenerator<RawFrame> {
  let count = 0
  for await (const { frames } of chunks)
    for (const frame of frames) {
      if ((count += 1) > HEAD) return
      yield frame
    }
}

/** Most sources that are named where none can be served: of a file that is no recording each line is another. */
const NAMED = 5

function noMessages(title: string, seen: ReadonlySet<string>): Error {
  const named = [...seen].slice(0, NAMED).join(', ') || 'nobody'
  const more = seen.size > NAMED ? ', …' : ''
  return new Error(
    `${title} holds no messages of FastConnect (but of ${named}${more}); ` +
      'what was recorded from ssi or ssi3 can be served.',
  )
}
