/** What a topic on the DATA channel can be about. */
const TYPES = ['trade.index', 'trade', 'quote', 'room', 'put', 'oddlot', 'market', 'indexsummary'] as const

/** The type of a topic. */
export type TopicType = (typeof TYPES)[number]

/** A topic of the DATA channel: `trade.FPT`, `trade.index.VN30`, `trade.FPT@1m`, `quote.*`. */
export interface Topic {
  /** In lower case. */
  readonly type: TopicType
  /** A code, a board, an index, FLAG or `*`, in capitals. */
  readonly filter: string
  /** In lower case; '' unless said. */
  readonly interval: '' | 'tick' | '1m' | '5m'
}

const FORM = new RegExp(
  `^(${TYPES.join('|').replaceAll('.', '\\.')})\\.(\\*|[a-z0-9]+)(?:@(tick|1m|5m))?$`,
  'i',
)

/**
 * Reads a topic; `undefined` when it is none. The type counts whatever its case, and so does the rest: the server writes it in
 * capitals. Lists and ranges of codes are none here: documents and server read `A-B` differently.
 */
export function topicIn(text: string): Topic | undefined {
  const [, typeText = '', filter = '', interval = ''] = FORM.exec(text.trim()) ?? []
  const type = TYPES.find((known) => known === typeText.toLowerCase())
  if (!type || (interval !== '' && !hasIntervals(type))) return undefined
  return { type, filter: filter.toUpperCase(), interval: interval.toLowerCase() as Topic['interval'] }
}

const hasIntervals = (type: TopicType): boolean => type === 'trade' || type === 'trade.index'

/** A topic as it is sent: one spelling for each. */
export const topicText = ({ type, filter, interval }: Topic): string =>
  `${type}.${filter}${interval && `@${interval}`}`
