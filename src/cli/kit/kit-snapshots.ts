import { readJournal } from '../../journal/read-journal.ts'
import type { SnapshotFiles } from '../../journal/snapshots.ts'

/**
 * Snapshots do not hold what the user's pipelines remember: those go through the log again from its beginning, so that a restart gives
 * the rows that would have come without one. Where the log's beginning was let go they begin anew, behind the newest snapshot.
 */
export async function kitSnapshots(files: SnapshotFiles, journalDir: string): Promise<SnapshotFiles> {
  for await (const [first] of readJournal(journalDir)) return first?.seq === 1 ? { ...files, newest } : files
  return files
}

// eslint-disable-next-line require-yield -- there are none
function* newest(): Generator<never> {
  return
}
