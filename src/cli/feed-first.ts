import { readdirSync } from 'node:fs'
import { constants, platform, setPriority } from 'node:os'

const { PRIORITY_ABOVE_NORMAL, PRIORITY_BELOW_NORMAL } = constants.priority

/**
 * Puts the thread of the feed before the others of this process (the database's, V8's, those of the file system), and before other programs
 * where the system lets it, as it does for root and with CAP_SYS_NICE. Where they share the cores, each of the others would keep the feed waiting
 * for 3 ms at a time: at 7,000 frames a second that is a third of all delays above 2 ms.
 *
 * To be called when those threads are there; those that begin later begin as the feed does. Does nothing but on Linux: elsewhere a priority is
 * of the whole process.
 */
export function feedFirst(): void {
  if (platform() !== 'linux') return
  for (const thread of readdirSync('/proc/self/task').map(Number)) {
    attempt(thread, thread === process.pid ? PRIORITY_ABOVE_NORMAL : PRIORITY_BELOW_NORMAL)
  }
}

/** A thread may have ended meanwhile, and nobody but root may put one before the others. */
function attempt(thread: number, priority: number): void {
  try {
    setPriority(thread, priority)
  } catch {
    // It stays as it is.
  }
}
