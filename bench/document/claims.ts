import { type Beside, type Figure, shown } from '../figure.ts'

/** What others said that such a program does, and what is measured here for the same work. */
interface Claim {
  readonly what: string
  readonly claimed: string
  readonly here: (find: Find) => string
}

interface Find {
  /** The figure whose name begins so. */
  readonly figure: (name: string) => Figure
  /** What was measured beside it. */
  readonly beside: (figure: string, name: string) => Beside
}

const PEAK = 'whole live path, 7,000'
const FAST = 'whole live path, 80,000'
const EVENT = 'all pipelines on decoded events'

/** ns of CPU as milliseconds for one. */
const milliseconds = (nanoseconds: number) => `${shown(nanoseconds / 1e6)} ms of CPU`

const eachEvent = ({ figure }: Find) =>
  `${milliseconds(figure(EVENT).value)}, all pipelines together, ${shown(1e9 / figure(EVENT).value)} events a second of one core`

const claims: readonly Claim[] = [
  { what: 'an update of a quote, of foreign flow', claimed: '< 0.5 ms, 500 symbols', here: eachEvent },
  { what: 'classification of a trade', claimed: '< 1 ms, 3,000 a second', here: eachEvent },
  { what: 'an index; the basis of a future', claimed: '< 0.1 ms; < 0.5 ms', here: eachEvent },
  {
    what: 'all processing of a message',
    claimed: '< 5 ms; 0.017 ms and 58,874 messages a second measured on 1,000 messages',
    here: ({ figure, beside }) =>
      `${shown(beside('whole path', 'CPU of all threads').value / 1_000)} ms of CPU with database and subscribers; ${shown(figure('whole path').value)} a second`,
  },
  {
    what: 'the way through the server',
    claimed: '< 5 ms',
    here: ({ figure, beside }) =>
      `p50 ${shown(beside(PEAK, 'p50').value)} ms, p99 ${shown(figure(PEAK).value)} ms from socket to socket, at 7,000 frames a second`,
  },
  {
    what: 'messages of the feed for 60 s, none lost',
    claimed: '5,000 a second, p99 < 1 ms (a goal)',
    here: ({ figure, beside }) =>
      `80,000 a second: ${shown(beside(FAST, 'frames lost').value)} lost, p99 ${shown(figure(FAST).value)} ms`,
  },
  {
    what: 'memory',
    claimed: '≈ 0.66 MB of state for 500 symbols; 512 MB to 1 GB for the container',
    here: ({ figure }) =>
      `${shown(figure('memory in a day').value)} MB of RSS at most, 2,000 symbols, everything in it`,
  },
  {
    what: 'writing 1,000 rows',
    claimed: '< 50 ms (200)',
    here: ({ figure }) => `${shown(1e6 / figure('appended').value)} ms, committed in a file`,
  },
  {
    what: '100,000 orders beside 10 million trades (ASOF JOIN)',
    claimed: '≈ 200 ms, < 1 s at most',
    here: ({ figure }) =>
      `${shown(figure('100,000 orders').value)} s, the last trade of an instant each, from Parquet`,
  },
  {
    what: 'bars',
    claimed: '< 1 ms a tick, 1,000 ticks a second',
    here: ({ figure }) => `${shown(figure('1-minute bars').value)} trades a second of one core`,
  },
  {
    what: 'a day of ticks in Parquet',
    claimed: '2 to 5 million rows in 20 to 50 MB',
    here: ({ figure }) => `${shown(figure('a trade of').value)} bytes a real trade`,
  },
]

/** A table of them. A figure that was not measured is told so. */
export function claimsTable(figures: readonly Figure[]): string {
  const figure = (name: string): Figure => {
    const found = figures.find((one) => one.name.startsWith(name))
    if (!found) throw new RangeError('not measured')
    return found
  }
  const beside = (of: string, name: string): Beside => {
    const found = figure(of).beside?.find((one) => one.name.startsWith(name))
    if (!found) throw new RangeError('not measured')
    return found
  }
  const told = ({ here }: Claim): string => {
    try {
      return here({ figure, beside })
    } catch (error) {
      if (error instanceof RangeError) return error.message
      throw error
    }
  }
  const rows = claims.map((claim) => `| ${claim.what} | ${claim.claimed} | ${told(claim)} |`)
  return ['| work | claimed | measured here |', '| --- | --- | --- |', ...rows].join('\n')
}
