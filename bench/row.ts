/** One row of the bench, in a process of its own: tells its figures to who started it. */
import { type RowName, rows } from './rows.ts'

const [name] = process.argv.slice(2)
const row = await rows[name as RowName]()
const figures = await row({ isQuick: process.argv.includes('--quick') })
process.send?.(figures)
process.disconnect()
