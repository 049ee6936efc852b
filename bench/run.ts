/** How long a row may take. */
export interface Run {
  /** Shorter runs, and as many of what is measured. */
  readonly isQuick: boolean
}
