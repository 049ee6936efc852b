import type { IndexMessage, ListedIndex, ListedSecurity, MarketMessage } from '../message.ts'
import type { ChannelKind } from './channels.ts'
import { encodeForeign } from './encode/foreign.ts'
import { encodeIndex } from './encode/index-value.ts'
import { encodeQuote } from './encode/quote.ts'
import { encodeStatus } from './encode/status.ts'
import { encodeTrade } from './encode/trade.ts'

/** A message about one security. */
export type SecurityMessage = Exclude<MarketMessage, IndexMessage>

/** The channel that a kind of message has for itself. */
export const channelOf = {
  status: 'F',
  quote: 'X-QUOTE',
  trade: 'X-TRADE',
  foreign: 'R',
  index: 'MI',
} as const satisfies Record<MarketMessage['kind'], ChannelKind>

interface AboutIndex {
  readonly message: IndexMessage
  readonly about: ListedIndex
}

interface AboutSecurity {
  readonly message: SecurityMessage
  readonly about: ListedSecurity
}

/** A message of the market and what it is about. */
export type Encodable = AboutIndex | AboutSecurity

/** The argument of a Broadcast: JSON whose content is JSON once more. */
export const envelope = (kind: ChannelKind, content: string): string =>
  `{"DataType":"${kind}","Content":${JSON.stringify(content)}}`

/** A message on the channel of its kind, as the argument of a Broadcast: FastConnect's own key order and number format. */
export const encode = (encodable: Encodable): string =>
  envelope(
    channelOf[encodable.message.kind],
    isAboutIndex(encodable) ? encodeIndex(encodable.message, encodable.about) : contentOf(encodable),
  )

const isAboutIndex = (encodable: Encodable): encodable is AboutIndex => encodable.message.kind === 'index'

function contentOf({ message, about }: AboutSecurity): string {
  switch (message.kind) {
    case 'status':
      return encodeStatus(message, about)
    case 'quote':
      return encodeQuote(message, about)
    case 'trade':
      return encodeTrade(message, about)
    case 'foreign':
      return encodeForeign(message, about)
  }
}
