/** One row of the bench, in a process of its own: tells its figures to who started it. */
import { figureHead, figureLine } from './figure.ts'
import { others, type RowName, rows } from './rows.ts'
import { runOf, type sizes } from './run.ts'

const [name, size] = process.argv.slice(2)
const row = await { ...rows, ...others }[name as RowName]()
const figures = await row(runOf(size as (typeof sizes)[number]))
if (process.send) process.send(figures)
else console.log([figureHead, ...figures.map(figureLine)].join('\n'))
if (process.connected) process.disconnect()
