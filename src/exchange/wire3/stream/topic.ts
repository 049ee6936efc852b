/** What a topic can be about. */
const TYPES = [
  'trade.index',
  'trade',
  'quote',
  'room',
  'put',
  'oddlot',
  'market',
  'indexsummary',
  'order',
  'portfolio',
] as const

/** The type of a topic. */
export type TopicType = (typeof TYPES)[number]

/** How trades are told: each as it is, or as the bar that runs; empty unless said. */
export type Interval = '' | (typeof INTERVALS)[number]

const INTERVALS = ['tick', '1m', '5m'] as const

/** What a topic is on: the market, or what is a client's own. */
export type Channel = 'DATA' | 'TRADING'

/** One part of a topic's filter: a code, or codes from one to another. */
type TopicItem = string | { readonly from: string; readonly to: string }

/** A topic as it was understood. */
export interface Topic {
  /** As the server writes it: the type in lower case, what follows in upper case, the interval in lower case. */
  readonly text: string
  readonly type: TopicType
  readonly channel: Channel
  readonly interval: Interval
  /** `*` stands for everything. */
  readonly items: '*' | readonly TopicItem[]
}

const ITEM = '[A-Z0-9]+(?:-[A-Z0-9]+)?'
const TOPIC = new RegExp(
  `^(${TYPES.join('|').replaceAll('.', '\\.')})\\.(\\*|${ITEM}(?:,${ITEM})*)(?:@(\\w+))?$`,
  'i',
)
const ONE_CODE = /^[A-Z0-9]+$/

/** Names in use for an index that has another one here. */
const ALIASES: ReadonlyMap<string, string> = new Map([['UPCOMINDEX', 'HNXUPCOMINDEX']])

/** Types that stand in documents and do nothing. */
const NOT_LIVE = /^(asset|margin)\./i

/** Reads a topic. `nothing` for one that is taken and never tells anything, `undefined` for one that is not valid. */
export function topicOf(text: string): Topic | 'nothing' | undefined {
  if (NOT_LIVE.test(text)) return 'nothing'
  const [, typeText, filterText, intervalText] = TOPIC.exec(text) ?? []
  const type = TYPES.find((known) => known === typeText?.toLowerCase())
  if (!type || filterText === undefined) return undefined
  const items = filterText.toUpperCase().split(',').map(namedHere)
  if (intervalText === undefined) return topic({ type, items, interval: '' })
  const interval = intervalOf(intervalText)
  return interval && takesInterval(type, items) ? topic({ type, items, interval }) : undefined
}

/** Case matters but for ticks: `1M` would be a month. */
const intervalOf = (text: string): Interval | undefined =>
  text.toLowerCase() === 'tick' ? 'tick' : INTERVALS.find((known) => known === text)

interface TopicParts {
  readonly type: TopicType
  readonly items: readonly string[]
  readonly interval: Interval
}

const topic = ({ type, items, interval }: TopicParts): Topic => ({
  text: `${type}.${items.join(',')}${interval && `@${interval}`}`,
  type,
  channel: type === 'order' || type === 'portfolio' ? 'TRADING' : 'DATA',
  interval,
  items: items[0] === '*' ? '*' : items.map(itemOf),
})

const namedHere = (code: string): string => ALIASES.get(code) ?? code

/** Trades have intervals; an index only when it is one. */
const takesInterval = (type: TopicType, items: readonly string[]): boolean =>
  type === 'trade' ||
  (type === 'trade.index' && items.length === 1 && items.every((item) => ONE_CODE.test(item)))

function itemOf(text: string): TopicItem {
  const [from = '', to] = text.split('-')
  return to === undefined ? from : { from, to }
}
