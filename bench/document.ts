/**
 * Measures everything, and writes it down: docs/performance.md and its pictures. A run of some minutes, on a machine that is quiet.
 *
 *     npm run performance
 *     npm run performance -- --quick     in shorter runs
 */
import { writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { messageOf } from '../src/domain/message-of.ts'
import { commandLine } from './command-line.ts'
import { callTree, type Hot, hottest } from './document/call-tree.ts'
import { documentOf } from './document/document.ts'
import { flameGraph } from './document/flame-graph.ts'
import { growthPlot, isGrowth } from './document/growth-plot.ts'
import { load } from './document/machine.ts'
import { type Figure, figureHead, figureLine } from './figure.ts'
import { profiled } from './live/profiled.ts'
import { measuredRow } from './measured-row.ts'
import { type RowName, rows } from './rows.ts'
import { runOf } from './run.ts'
import { stolenFrom } from './stolen.ts'

const HOTTEST = 5
const words = {
  whole: 'everything at its whole length',
  quick: 'shorter runs',
  tiny: 'a trial of the way only',
}

const docs = new URL('../docs/', import.meta.url)
const write = (name: string, text: string) => writeFileSync(new URL(name, docs), text)

const style = await resolveConfig(import.meta.filename)
const { values } = commandLine({ quick: { type: 'boolean' }, tiny: { type: 'boolean' } })
const size = values.tiny ? 'tiny' : values.quick ? 'quick' : 'whole'
const before = load()
const stolen = stolenFrom()
const failed: string[] = []

/** The figures of a row; none where it fails, which is told. */
async function told(name: RowName): Promise<readonly Figure[]> {
  try {
    const figures = await measuredRow(name, size)
    for (const figure of figures) console.log(figureLine(figure))
    return figures
  } catch (error) {
    failed.push(name)
    console.error(`${name} failed: ${messageOf(error)}`)
    return []
  }
}

const table: Figure[] = []
let store: readonly Figure[] = []
let hot: readonly Hot[] = []

/** Writes what there is so far, so that a run that is broken off is not lost. */
async function writeDown(): Promise<void> {
  const growth = table.find(isGrowth)
  if (growth) write('performance-growth.svg', growthPlot(growth))
  const text = documentOf({
    table,
    store,
    hot,
    size: words[size],
    load: [before, load()],
    stolen: stolen(),
    failed,
  })
  write('performance.md', await format(text, { ...style, parser: 'markdown' }))
}

console.log(figureHead)
for (const name of Object.keys(rows) as (keyof typeof rows)[]) {
  table.push(...(await told(name)))
  await writeDown()
}
const tree = callTree(await profiled(runOf(size)))
hot = hottest(tree, HOTTEST)
write('performance-flame.svg', flameGraph(tree))
await writeDown()
store = await told('store')
await writeDown()
