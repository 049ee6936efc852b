import type { Figure } from '../figure.ts'
import { appended } from '../store/appended.ts'
import { asof } from '../store/asof.ts'
import { pauses } from '../store/pauses.ts'
import { realBytes } from '../store/real-bytes.ts'

/** What the store does. */
export async function store(): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const make of [appended, realBytes, asof]) {
    const figure = await make()
    if (figure) figures.push(figure)
  }
  return [...figures, ...(await pauses())]
}
