/** How the log stands. */
export interface JournalHealth {
  /** Why the log is not as safe as it promises, in a few words; undefined while it is. */
  readonly trouble: string | undefined
  /** Frames that are not yet as safe as promised: held in memory because the disk refuses them, or written and not synced. */
  readonly heldFrames: number
  /** Their bytes, which are in memory. */
  readonly heldBytes: number
}
