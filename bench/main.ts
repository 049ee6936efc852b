/**
 * Measures, each figure beside what it is compared with in the same run: every row in a process of its own, so that none runs in what
 * another left of the heap and the compiler.
 *
 *     npm run bench                      the table of docs/performance.md
 *     npm run bench -- decode live       some of its rows
 *     npm run bench -- --quick           all of it, in shorter runs
 *     npm run bench -- --tiny            only tries the way to each figure
 *     npm run bench -- --json FILE       the figures as JSON as well
 *     npm run bench -- store fanout      what is not of the table: the store, and a thousand clients
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { messageOf } from '../src/domain/message-of.ts'
import { BUILT } from './built.ts'
import { builtBench } from './built-bench.ts'
import { commandLine } from './command-line.ts'
import { type Figure, figureHead, figureJson, figureLine } from './figure.ts'
import { measuredRow } from './measured-row.ts'
import { others, type RowName, rows } from './rows.ts'

/** The file of its name beside this one, which prints what it measures. */
const FANOUT = 'fanout'

const { values, positionals: asked } = commandLine(
  { quick: { type: 'boolean' }, tiny: { type: 'boolean' }, json: { type: 'string' } },
  true,
)
const size = values.tiny ? 'tiny' : values.quick ? 'quick' : 'whole'
const names = [...Object.keys(rows), ...Object.keys(others), FANOUT]
const unknown = asked.find((name) => !names.includes(name))
if (unknown !== undefined) {
  console.error(`"${unknown}" is no bench: one of ${names.join(', ')} is expected.`)
  process.exit(1)
}

const figures: Figure[] = []
console.log(figureHead)
for (const name of asked.length > 0 ? asked : Object.keys(rows)) {
  if (name === FANOUT) await fanout()
  else await row(name as RowName)
}
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify(figures.map(figureJson), null, 2)}\n`)

/** A row that fails is told, and the others are measured all the same. */
async function row(name: RowName): Promise<void> {
  try {
    const told = await measuredRow(name, size)
    figures.push(...told)
    for (const figure of told) console.log(figureLine(figure))
  } catch (error) {
    console.error(`${name} failed: ${messageOf(error)}`)
    process.exitCode = 1
  }
}

async function fanout(): Promise<void> {
  const flags = values.quick ? ['--quick'] : []
  const args = [...BUILT, await builtBench(FANOUT), ...flags]
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
