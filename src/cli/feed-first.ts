import { constants, getPriority, platform, setPriority } from 'node:os'

/**
 * Puts the thread of the feed, which calls this, before other programs and before the other threads of this process, where the system lets it: it
 * does for root and with CAP_SYS_NICE. On a core that is shared a neighbour keeps the feed waiting for 3 ms at a time, though another core may be
 * idle: at 7,000 frames a second that is a third of all delays above 2 ms.
 *
 * Threads and processes that exist stay as they are; those that begin later begin as the feed does. Does nothing but on Linux: elsewhere a
 * priority is of the whole process.
 */
export function feedFirst(): void {
  if (platform() !== 'linux') return
  try {
    setPriority(process.pid, getPriority(process.pid) + constants.priority.PRIORITY_ABOVE_NORMAL)
  } catch {
    // It may not: then it stands beside the others, as without this.
  }
}
