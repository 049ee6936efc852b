/** Undoes what it was given for; the second time it does nothing. */
export type Release = () => void

/** How many hold on to something at a time. */
export interface Holds {
  readonly count: () => number
  /** One more; `onFirst` when there was none before. */
  readonly hold: (onFirst?: () => void) => Release
}

/** Nobody holds. `onNone` when the last one has let go. */
export function holds(onNone?: () => void): Holds {
  let count = 0
  return {
    count: () => count,
    hold(onFirst) {
      if (count === 0) onFirst?.()
      count += 1
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        count -= 1
        if (count === 0) onNone?.()
      }
    },
  }
}
