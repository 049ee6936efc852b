import { join } from 'node:path'
import { openJournal } from '../../src/journal/journal.ts'
import type { Day, Look } from '../day/child.ts'
import { asked } from '../fanout/talk.ts'
import { type Figure, median } from '../figure.ts'
import { madeFrames } from '../made-frames.ts'
import type { Run } from '../run.ts'
import { inFolder } from '../store/temporary.ts'

const DAY = 5_000_000
const SYMBOLS = 2_000
const HOUR = 3_600_000
const BATCH = 1_000

/** A whole day from the journal to all outputs: the time that it takes, and the memory. In shorter runs a day has fewer frames. */
export function day({ sized }: Run): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    const count = sized(DAY, 40_000, 5_000)
    await writeDay(folder, count)
    const child = await asked(new URL('../day/child.ts', import.meta.url), { args: [folder] })
    try {
      await child.ask('readAlone')
      const alone = await child.ask<number>('readAlone')
      return figures(await child.ask<Day>('run'), alone, count)
    } finally {
      await child.end()
    }
  })
}

async function writeDay(folder: string, count: number): Promise<void> {
  const journal = openJournal({ dir: join(folder, 'journal'), durability: 'none' })
  let batch = []
  for (const frame of madeFrames({ symbols: SYMBOLS, count, date: '2026-11-20' })) {
    batch.push(frame)
    if (batch.length < BATCH) continue
    journal.append(batch)
    batch = []
  }
  journal.append(batch)
  await journal.close()
}

/** The middle of what was seen of the memory in an hour since the first look. */
const inHour = (looks: readonly Look[], hour: number): number =>
  median(
    looks
      .filter(({ time }) => Math.floor((time - (looks[0]?.time ?? 0)) / HOUR) === hour)
      .map(({ rss }) => rss),
  )

function figures({ seconds, cpu, looks, outputs }: Day, alone: number, count: number): readonly Figure[] {
  const share = DAY / count
  const of = `${count.toLocaleString('en')} frames of ${SYMBOLS.toLocaleString('en')} securities`
  return [
    {
      name: `a day of 5 million frames from the journal to all outputs${share === 1 ? '' : `, of ${of}`}`,
      value: seconds * share,
      unit: 's',
      baseline: { name: 'reading the journal alone', value: alone * share },
      reach: { most: 20 },
      beside: [
        { name: 'CPU of all threads', value: cpu * share, unit: 's' },
        { name: 'outputs', value: outputs, unit: '' },
      ],
    },
    {
      name: `memory in a day, ${of}`,
      value: Math.max(...looks.map(({ rss }) => rss)),
      unit: 'MB of RSS',
      reach: { most: 400 },
      beside: [
        {
          name: 'last hour less the second one',
          value: inHour(looks, 4) - inHour(looks, 1),
          unit: 'MB',
          reach: { most: 40 },
        },
        ...[0, 1, 2, 3, 4].map((hour) => ({
          name: `hour ${hour + 1}`,
          value: inHour(looks, hour),
          unit: 'MB',
        })),
      ],
    },
  ]
}
