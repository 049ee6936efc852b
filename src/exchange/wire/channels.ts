/** The kinds of channel. */
export const channelKinds = ['F', 'X', 'X-QUOTE', 'X-TRADE', 'R', 'MI', 'B', 'OL'] as const

/** A kind of channel. */
export type ChannelKind = (typeof channelKinds)[number]

/** What a connection is subscribed to: symbols, or index ids, of each kind. */
export type Subscription = ReadonlyMap<ChannelKind, 'ALL' | ReadonlySet<string>>

const CHANNEL = /^([A-Z-]+): ?(ALL|NONE|[A-Z0-9]+(?:-[A-Z0-9]+)*)$/

/**
 * Reads the argument of SwitchChannels: `X:SSI-PAN`, `MI:ALL,F:ALL`, `ALL`; NONE stops a kind. Case does not matter.
 * Gives a text that says what is wrong with it, when something is.
 */
export function parseChannels(request: string): Subscription | string {
  const channels = request.trim().toUpperCase()
  if (channels === 'ALL') return new Map(channelKinds.map((kind) => [kind, 'ALL'] as const))
  const subscription = new Map<ChannelKind, 'ALL' | Set<string>>()
  for (const channel of channels.split(',').map((text) => text.trim())) {
    const [, name, symbols] = CHANNEL.exec(channel) ?? []
    const kind = channelKinds.find((known) => known === name)
    if (!kind || !symbols) return `"${channel.slice(0, 40)}" is not a channel like X-TRADE:ALL or X:SSI-PAN.`
    subscription.set(kind, joined(subscription.get(kind), symbols))
  }
  return subscription
}

function joined(before: 'ALL' | Set<string> | undefined, symbols: string): 'ALL' | Set<string> {
  if (before === 'ALL' || symbols === 'ALL') return 'ALL'
  return new Set([...(before ?? []), ...(symbols === 'NONE' ? [] : symbols.split('-'))])
}

/** Whether a subscription has what a message is about. */
export function wants(subscription: Subscription, kind: ChannelKind, key: string): boolean {
  const keys = subscription.get(kind)
  return keys === 'ALL' || (keys?.has(key.toUpperCase()) ?? false)
}
