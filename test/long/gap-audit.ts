import type { LastTrade, MarketEvent } from '../../src/domain/event.ts'

/** What must be known of one security after each of its messages, worked out from the messages alone. */
interface Truth {
  /** The highest total that was told. */
  total: number
  /** Volume of the trades that were delivered, each once. */
  delivered: number
  readonly places: Set<number>
  /** Trades that were lost, and that no message has shown to be. */
  waiting: readonly LastTrade[]
}

/** What came of the trades that were lost. */
export interface GapAudit {
  /** Shown by the gaps with the first message of the security that has a higher total. */
  readonly soon: number
  readonly later: number
  /** No message of the security came after them. */
  readonly never: number
  /** Messages after which the gaps of the security did not add up to what is missing. */
  readonly wrong: number
  /** The highest total of each security. */
  readonly totals: ReadonlyMap<string, number>
  /** What the gaps of each security add up to; those that add up to 0 left out. */
  readonly net: ReadonlyMap<string, number>
}

/** Whether a message names a trade. */
export const isTrade = ({ volume }: LastTrade): boolean => volume !== undefined

/** What the gaps of a security add up to, as far as the log was read. */
function gapSums(events: readonly MarketEvent[]) {
  const net = new Map<string, number>()
  let next = 0
  return {
    net,
    readTo: (seq: number) => {
      for (let event = events[next]; event && event.seq <= seq; event = events[++next])
        if (event.kind === 'gap') net.set(event.symbol, (net.get(event.symbol) ?? 0) + event.missingVolume)
    },
  }
}

function truthsOf(lost: ReadonlySet<LastTrade>) {
  const truths = new Map<string, Truth>()
  const of = (symbol: string): Truth => {
    let truth = truths.get(symbol)
    if (!truth) truths.set(symbol, (truth = { total: 0, delivered: 0, places: new Set(), waiting: [] }))
    return truth
  }
  for (const trade of lost)
    if (isTrade(trade)) of(trade.symbol).waiting = [...of(trade.symbol).waiting, trade]
  return { truths, of }
}

function hear(truth: Truth, { totalVolume, volume = 0 }: LastTrade): void {
  truth.total = Math.max(truth.total, totalVolume)
  if (volume === 0 || truth.places.has(totalVolume)) return
  truth.places.add(totalVolume)
  truth.delivered += volume
}

/**
 * Holds what the gaps say after each message against what the messages say.
 *
 * @param arrived - the messages as they arrived, numbered as the events are
 * @param lost - those that did not
 * @param events - what was made of them
 */
export function gapAudit(
  arrived: readonly LastTrade[],
  lost: ReadonlySet<LastTrade>,
  events: readonly MarketEvent[],
): GapAudit {
  const { net, readTo } = gapSums(events)
  const { truths, of } = truthsOf(lost)
  const found = { soon: 0, later: 0, wrong: 0 }
  const overdue = new Set<LastTrade>()
  for (const message of arrived) {
    readTo(message.seq)
    const truth = of(message.symbol)
    hear(truth, message)
    const isRight = (net.get(message.symbol) ?? 0) === truth.total - truth.delivered
    if (!isRight) found.wrong += 1
    for (const trade of truth.waiting.filter(({ totalVolume }) => totalVolume <= truth.total))
      if (isRight) found[overdue.has(trade) ? 'later' : 'soon'] += 1
      else overdue.add(trade)
    if (isRight) truth.waiting = truth.waiting.filter(({ totalVolume }) => totalVolume > truth.total)
  }
  return {
    ...found,
    never: [...truths.values()].reduce((sum, { waiting }) => sum + waiting.length, 0),
    totals: new Map([...truths].map(([symbol, { total }]) => [symbol, total])),
    net: new Map([...net].filter(([, volume]) => volume !== 0)),
  }
}
