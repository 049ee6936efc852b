import type { Tables } from './accuracy.ts'

/** The document that tells what was measured. */
export const documentOf = (tables: Tables): string => `${aggressors(tables)}
${others(tables)}`

const aggressors = (tables: Tables): string => `# How right the operators are

Written by \`npm run accuracy\`; \`npm run test:real\` measures again and compares with this file. The recordings are of the real market and no
part of the project: trades of the front VN30 future on eight days of 2026 with the recorder's word on each side, its minutes by another
recorder, the future beside its index in 2023, and what was bought and sold of shares in the first quarter of 2023.

## Aggressor: tick rules

The recorded trades go through the whole program as FastConnect would tell them, but without a side and without a quote, so that \`classify\`
has the tick rule alone. Trades are those with a recorded side; the shares are of all of them, those that nobody was called the aggressor of
included. The prints at a day's first price are taken for its opening auction.

The learned rule (\`classify({ tick: 'learned' })\`) asks 32 small trees, over the changes of price, runs and levels up to the trade, whether the
tick rule is likelier wrong than right, and then says the opposite. It never looks ahead. Its trees were fitted on the first four days
(marked). Their traits, number and size were chosen, among some twenty tries, by how they did on the other four: the gain there is somewhat flattered,
and no recorded day is left that had no part in the choice.

${tables.sides}

The learned rule is an option and not the default: its trees know one future, and the table below shows that of other securities the
plain rule can be the better one. Feeds that tell a side or a quote do not ask either of them.

## Aggressor: quote rule

The recordings have no quotes. The simulated exchange has, and knows which order came last: two of its mornings, 09:15 to 09:35, with its word on
sides taken away.

${tables.quotes}

A simulated market is simpler than a real one: read these figures as proof that the rule is made right, not of what it reaches on a real
feed.
`

const others = (tables: Tables): string => `## Bars of a minute

The last word of \`bars\` on each minute, beside another recorder's; equal means open, high, low, close and volume. What differs is, by the
notes of the recordings, a trade that one recorder has a second earlier than the other, at the minute's edge.

${tables.minutes}

## Basis

The closes of the future's minutes and the recorded index value beside them, through \`basis\`; the right values are computed by SQL in decimals.

${tables.basis}

## Delta

Net volume of each minute by \`delta\`, beside the same of the recorded sides.

${tables.futureFlow}

Of shares the volumes bought and sold were recorded a minute at a time. They go through \`classify\` as the feed's own word and through \`delta\`, and
have to add up, day by day.

${tables.shareFlow}

## Spikes

The sizes of the real trades in continuous trading, told as lots of a share. Every thousandth is made as large as said, times the mean trade of
its day. Precision counts each alert to a trade that was not made large as wrong, though many of them are truly large: the last
column is how many alerts there are when nothing was injected.

${tables.spikes}

\`spike\` goes by the mean, as its definition has it, and finds what is large beside the mean. \`robustSpike\` goes by the median, and a real
trade of several lots where most are of one is far from it.

## The same as SQL

The recorded trades with their recorded sides through operators, and the same of DuckDB over the rows of the file. Equal is equal to the
last bit.

${tables.sql}
`
