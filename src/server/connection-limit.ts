/** Counts what is open by key and keeps it under a limit. */
export interface ConnectionLimit {
  /** Takes a place, and gives the function that frees it; undefined when all of the key's places are taken. */
  readonly take: (key: string) => (() => void) | undefined
}

/** Makes a limit of `most` places a key. A key without an open place costs no memory. */
export function makeConnectionLimit(most: number): ConnectionLimit {
  const taken = new Map<string, number>()
  return {
    take(key) {
      const before = taken.get(key) ?? 0
      if (before >= most) return undefined
      taken.set(key, before + 1)
      let isFree = false
      return () => {
        if (isFree) return
        isFree = true
        const left = (taken.get(key) ?? 1) - 1
        if (left === 0) taken.delete(key)
        else taken.set(key, left)
      }
    },
  }
}
