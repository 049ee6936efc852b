import { type Figure, figureHead, figureLine, holds, shown } from '../figure.ts'
import { PROFILED_RATE } from '../live/profiled.ts'
import type { Hot } from './call-tree.ts'
import { claimsTable } from './claims.ts'
import { isGrowth } from './growth-plot.ts'
import { hotTable } from './hot-table.ts'
import { machine } from './machine.ts'

/** What the document tells. */
export interface Told {
  readonly table: readonly Figure[]
  readonly store: readonly Figure[]
  readonly hot: readonly Hot[]
  /** How much was measured. */
  readonly size: string
  /** What else the machine did before the first and after the last measurement. */
  readonly load: readonly [string, string]
  /** Share of the processors' time that the host of a virtual machine took meanwhile; NaN where nobody tells. */
  readonly stolen: number
  readonly failed: readonly string[]
}

const taken = (stolen: number): string =>
  Number.isNaN(stolen)
    ? ''
    : ` The host of this machine took ${(stolen * 100).toFixed(1)} % of its processors' time for others meanwhile, and that does too.`

const NOT_YET = 'Not measured in this run.'
const hasGrowth = (figures: readonly Figure[]) => figures.some(isGrowth)
const hasLive = (figures: readonly Figure[]) => figures.some(({ name }) => name.startsWith('whole live path'))

const tableOf = (figures: readonly Figure[]) => [figureHead, ...figures.map(figureLine)].join('\n')

const besideOf = (figures: readonly Figure[]) =>
  figures
    .filter(({ beside = [] }) => beside.length > 0)
    .map(
      ({ name, beside = [] }) =>
        `- ${name}: ${beside.map((each) => `${each.name} ${shown(each.value)} ${each.unit}`.trim()).join('; ')}.`,
    )
    .join('\n')

const pausesOf = (figures: readonly Figure[]) => {
  const rows = figures
    .filter(({ name }) => name.startsWith('whole live path'))
    .map(({ name, beside = [] }) => {
      const at = (what: string) => shown(beside.find((each) => each.name === what)?.value ?? NaN)
      return `| ${name.replace(/, p99$/, '')} | ${['GC pause p99.9', 'longest GC pause', 'event-loop delay p99', 'event-loop delay p99.9'].map(at).join(' | ')} |`
    })
  return [
    '| ms | GC pause p99.9 | longest | event-loop delay p99 | p99.9 |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n')
}

const missed = (figures: readonly Figure[], failed: readonly string[]) => {
  const names = figures.filter((figure) => !holds(figure)).map(({ name }) => name)
  return [
    names.length === 0 ? 'All rows hold in this run.' : `In this run these do not hold: ${names.join('; ')}.`,
    ...(failed.length === 0 ? [] : [`Not measured, because it failed: ${failed.join('; ')}.`]),
  ].join(' ')
}

const ROWS = `What the rows are:

- decode: from the text of a WebSocket frame to events, in a mix of 60 % quotes, 25 % trades, 8 % foreign totals, 2 % indices and 5 % bars.
- all pipelines: the same outputs, one by one, from \`bench/by-hand\`, a loop over one record a security.
- whole path: frames of SignalR in memory, a turn of the loop for each 1,000; until every row is committed. The baseline runs the same operators
  in a stream for each security by \`groupBy\`, and gives the same trades, gaps, quotes, totals and bars. Beside it, and beside
  the replay of Parquet, the loop by hand stands in the place of the pipelines, with the same outputs: what no stream and no operator would cost.
- live path: three processes on loopback. One speaks FastConnect and sends frames that were made beforehand; the program logs in, subscribes, writes
  the log (\`batch\`), decodes, runs the pipelines, stores, and tells 20 sockets what changed in the state of the market at each turn of the loop, as
  the page is told; the third one reads it. A frame's time is from before it is written to the first socket until a state that holds it has been
  written to all the others. With whole states, some 50 KB each, the peak is measured beside it.
- a day: from the log, in the page cache, until every row is committed. Memory is looked at each 5,000 frames of the same run.
- start: of \`bin/vnflow start\` as it is built, on an empty folder, until \`/metrics\` counts a message.
- growth: below.

`

/** The document of what was measured. */
export const documentOf = ({
  table,
  store,
  hot,
  size,
  load,
  stolen,
  failed,
}: Told): string => `# How fast it is

Written by \`npm run performance\`, which measures everything below in one run of some minutes, and this file and its pictures anew.
\`npm run bench\` prints the table alone, \`npm run bench -- decode live\` some of its rows, \`--quick\` all of it in shorter runs,
\`--json FILE\` writes it as \`[{ name, value, unit, baseline, ratio, reach, holds }]\`.

${machine()}. This run: ${size}. Processes that ran or waited, over 1, 5 and 15 minutes: ${load[0]} before it and
${load[1]} after it; on two cores anything above 2 is other work, and makes rates by the clock and delays worse than they are.${taken(stolen)}

## The table

Each row is measured in a process of its own beside its baseline, in turns of short slices or runs, after a warm-up, with the young garbage collected
between two slices. Values are medians between their quartiles. \`of CPU\` is the processor's time of all threads, which other work on
the machine changes little; all else is by the clock. Results that have to be equal are compared before anything is measured, and a row whose
results differ fails.

${tableOf(table)}

${missed(table, failed)}

The same runs also told:

${besideOf(table)}

${ROWS}
## As work grows

What an event of all pipelines costs with more securities, a state with more clients (each of them, without the system's own write), a trade with a
longer window. Flat is as it should be; that the records of more securities lie farther from the processor costs a loop by hand as much.

${hasGrowth(table) ? '![Cost of one as work grows](performance-growth.svg)' : NOT_YET}

## Pauses on the live path

${hasLive(table) ? pausesOf(table) : NOT_YET}

## Where the time goes

The main thread of the live path at ${PROFILED_RATE.toLocaleString('en')} frames a second, 20 subscribers, a state each turn of the loop. Orange is this project, blue are
packages, grey are Node and V8; each box has its name and share as a title.

${hot.length > 0 ? `![Flame graph of the live path](performance-flame.svg)\n\n${hotTable(hot)}` : NOT_YET}

## The store

${store.length > 0 ? tableOf(store) : NOT_YET}

## What others say

Claims of systems for the same market, most of them never measured, and what is measured here for the same work.

${claimsTable([...table, ...store])}
`
