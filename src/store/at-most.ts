/** Runs so many tasks at a time; the others wait for their turn, in the order they came, and not any longer than they are wanted. */
export function atMost(count: number) {
  const waiting: (() => void)[] = []
  let running = 0
  return async <T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    if (running >= count) await turn(waiting, signal)
    running += 1
    try {
      return await task()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}

const turn = (waiting: (() => void)[], signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    waiting.push(resolve)
    signal.addEventListener('abort', () => {
      const at = waiting.indexOf(resolve)
      if (at < 0) return
      waiting.splice(at, 1)
      reject(signal.reason as Error)
    })
  })
