/** What a channel of one security tells. */
export interface SymbolChannelName {
  readonly kind: 'trade' | 'bar'
  /** In capitals. */
  readonly symbol: string
}

/** A name that could only be an index future's, and none that there is: `VN30F2613`, `VN30F3M`. */
const isNoFuture = (symbol: string): boolean =>
  /^VN(?:30|100)F/.test(symbol) && !/F(?:\d\d(?:0[1-9]|1[0-2])|[12][MQ])$/.test(symbol)

/**
 * Reads the name of a channel, the security in any case; undefined for a name of another form, and of a future that cannot be.
 *
 * @example readSymbolChannel('bars:fpt:1m') // { kind: 'bar', symbol: 'FPT' }
 */
export function readSymbolChannel(name: string): SymbolChannelName | undefined {
  const [, trades, bars] = /^(?:trades:([A-Za-z0-9]{2,20})|bars:([A-Za-z0-9]{2,20}):1m)$/.exec(name) ?? []
  const symbol = (trades ?? bars)?.toUpperCase()
  if (symbol === undefined || isNoFuture(symbol)) return undefined
  return { kind: trades === undefined ? 'bar' : 'trade', symbol }
}
