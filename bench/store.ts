/**
 * What the store does, a figure each beside what it is compared with, medians.
 *
 *     npm run bench -- store
 */
import { appended } from './store/appended.ts'
import { asof } from './store/asof.ts'
import { type Figure, figureHead, figureLine } from './figure.ts'
import { pauses } from './store/pauses.ts'
import { realBytes } from './store/real-bytes.ts'
import { replayed } from './store/replayed.ts'

const figures: readonly (() => Promise<Figure | undefined>)[] = [appended, realBytes, asof, replayed, pauses]

console.log(figureHead)
for (const make of figures) {
  const figure = await make()
  if (figure) console.log(figureLine(figure))
}
