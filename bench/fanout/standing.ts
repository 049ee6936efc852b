/** How a server of the bench stands. */
export interface Standing {
  /** Frames that came in so far, and how long the newest of them took to be read, ms. */
  readonly frames: number
  readonly lag: number
  /** Most memory since the last time it was asked, and the heap in use, MB. */
  readonly rss: number
  readonly heap: number
  /** Processor time so far, s. */
  readonly cpu: number
  /** Open channels. */
  readonly connections?: number
  /** Messages that slow clients did not get. */
  readonly dropped?: number
  /** What keeps the process alive: sockets and timers. */
  readonly handles: number
}

const MB = 2 ** 20
let most = 0
const look = () => (most = Math.max(most, process.memoryUsage.rss() / MB))
setInterval(look, 100).unref()

/**
 * Looks at this process.
 *
 * @param settled - collects all garbage first, which takes a while
 */
export function standing(settled = false): Omit<Standing, 'frames' | 'lag'> {
  look()
  const rss = most
  if (settled) globalThis.gc?.()
  most = 0
  const { user, system } = process.cpuUsage()
  return {
    rss,
    heap: process.memoryUsage().heapUsed / MB,
    cpu: (user + system) / 1e6,
    handles: process.getActiveResourcesInfo().length,
  }
}
