import type { OrderUpdate } from './order-entry.ts'

/** An update that has no number yet. */
type Unnumbered = OrderUpdate extends infer Update
  ? Update extends OrderUpdate
    ? Omit<Update, 'notifyId'>
    : never
  : never

/** The updates of a day, and how far each reader has come. */
export interface UpdateLog {
  readonly add: (update: Unnumbered) => void
  /** Today's updates after a number. */
  readonly after: (notifyId: number) => readonly OrderUpdate[]
  /** A reader gets what is added from now on, at each call what came since the last; a day that it slept through is lost to it. */
  readonly reader: () => () => readonly OrderUpdate[]
  /** Numbers from 1 again. */
  readonly newDay: () => void
}

/** A log without updates. */
export function updateLog(): UpdateLog {
  let yesterday: readonly OrderUpdate[] = []
  let today: OrderUpdate[] = []
  /** Updates before those of yesterday. */
  let older = 0
  const end = () => older + yesterday.length + today.length

  return {
    add: (update) => void today.push({ ...update, notifyId: today.length + 1 }),
    after: (notifyId) => today.slice(Math.max(0, notifyId)),
    reader() {
      let read = end()
      return () => {
        const from = Math.max(0, read - older)
        if (read === end()) return []
        read = end()
        return [...yesterday.slice(from), ...today.slice(Math.max(0, from - yesterday.length))]
      }
    },
    newDay() {
      older += yesterday.length
      yesterday = today
      today = []
    },
  }
}
