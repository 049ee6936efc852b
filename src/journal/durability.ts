/**
 * What the log promises of a frame that an operator sees. In each case it was written first, so that a crash of the process
 * alone loses nothing; against a power cut
 * - `none`: nothing, it is safe when the operating system finds the time;
 * - `batch`: an fsync begins within 50 ms, beside the program;
 * - `each`: it is on the disk. Operators see it when the fsync is done; what arrives meanwhile shares the next one.
 *
 * While the disk refuses (full, read-only, failing), frames are held in memory, in order, and written when it takes them again.
 * Under `each` operators wait for that. Under `batch` and `none` they see frames that are in memory only: a crash of the process
 * then loses those, too. While the disk is slow, frames are written, and under `batch` all that waits for the fsync is at stake
 * in a power cut.
 */
export type Durability = 'none' | 'batch' | 'each'
