/** One entry of a subscription. */
export interface Channel {
  readonly name: string
  /** None for a channel that has no symbols. */
  readonly symbols: readonly string[]
}

/** What one connection subscribes to. */
export interface Share {
  readonly channels: readonly Channel[]
  /** How many securities it follows. */
  readonly size: number
}

/** What is subscribed to, over all connections. */
export interface Plan {
  readonly symbols: readonly string[]
  /** Subscribed to for each symbol: `tick_extra.G1`. */
  readonly channels: readonly string[]
  /** Subscribed to once, on the first connection: `market_index.VN30`. */
  readonly general: readonly string[]
  /** Most pairs of a channel and a symbol that a connection may have. */
  readonly pairs: number
}

/**
 * Deals a plan out to as few connections as its limit of pairs allows. A symbol has all of its channels on one connection, so that
 * its trades and its books come in order. Throws a `RangeError` where not even one symbol fits.
 */
export function sharesOf({ symbols, channels, general, pairs }: Plan): readonly Share[] {
  const first = Math.floor((pairs - general.length) / Math.max(channels.length, 1))
  if (first < 1) {
    const least = general.length + channels.length
    throw new RangeError(
      `One connection needs room for at least ${least} pairs of a channel and a symbol, not ${pairs}.`,
    )
  }
  const more = Math.floor(pairs / Math.max(channels.length, 1))
  const shares: Share[] = [share(symbols.slice(0, first), channels, general)]
  for (let at = first; at < symbols.length; at += more) {
    shares.push(share(symbols.slice(at, at + more), channels, []))
  }
  return shares
}

const share = (
  symbols: readonly string[],
  channels: readonly string[],
  general: readonly string[],
): Share => ({
  size: symbols.length,
  channels: [
    ...(symbols.length > 0 ? channels.map((name) => ({ name: `${name}.json`, symbols })) : []),
    ...general.map((name) => ({ name: `${name}.json`, symbols: [] })),
  ],
})
