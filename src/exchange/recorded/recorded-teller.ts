import type { RawFrame } from '../../domain/frame.ts'
import { type ChannelKind, channelKinds, wants } from '../wire/channels.ts'
import { type Teller, type Telling, telling } from '../wire/telling.ts'

const KIND = /"DataType"\s*:\s*"([^"]+)"/i
const KEY = /\\?"(?:Symbol|IndexId)\\?"\s*:\s*\\?"([^"\\]+)/i

/** Names in use for a kind that has another one here. */
const ALIASES: ReadonlyMap<string, ChannelKind> = new Map([
  ['QUOTE', 'X-QUOTE'],
  ['TRADE', 'X-TRADE'],
])

type About = Pick<Telling, 'kind' | 'key'>

/** What a message is about, found in its text, as far as it says. */
function aboutOf(text: string): Partial<About> {
  const name = KIND.exec(text)?.[1]?.trim().toUpperCase() ?? ''
  const kind = ALIASES.get(name) ?? channelKinds.find((known) => known === name)
  const key = KEY.exec(text)?.[1]
  return { ...(kind && { kind }), ...(key !== undefined && { key }) }
}

/** A teller of a recording. */
export interface RecordedTeller extends Teller<RawFrame> {
  /** Nothing was told yet. */
  readonly forget: () => void
}

/**
 * Tells the messages of a recording as they were received, byte for byte. Quotes and trades go to who wants both of a security, too, and a
 * message that does not say what it is about to whoever had the one before it. A new subscriber is sent the last message of each kind.
 */
export function recordedTeller(): RecordedTeller {
  const last = new Map<string, readonly Telling[]>()
  let before: About = { kind: 'X', key: '' }
  return {
    forget: () => last.clear(),
    tell({ source, text }) {
      if (source !== 'ssi') return []
      const about = aboutOf(text)
      const { kind, key } = { ...before, ...about }
      const own = telling(kind, key, () => text)
      const tellings =
        kind === 'X-QUOTE' || kind === 'X-TRADE' ? [own, { ...own, kind: 'X' as const }] : [own]
      // A bar is told when it happens, and never again.
      if (about.key !== undefined && kind !== 'B') last.set(`${kind}:${key}`, tellings)
      before = { kind, key }
      return tellings
    },
    snapshot: (subscription) =>
      [...last.values()].flatMap((tellings) => {
        const wanted = tellings.find(({ kind, key }) => wants(subscription, kind, key))
        return wanted ? [wanted.call()] : []
      }),
  }
}
