/** How much is measured: all that counts, the same in shorter runs, or so little that only the way to it is tried. */
export const sizes = ['whole', 'quick', 'tiny'] as const

/** How a row is run. */
export interface Run {
  /** One of three values, by how much is measured. */
  readonly sized: <T>(whole: T, quick: T, tiny: T) => T
}

/** A run of a size. */
export const runOf = (size: (typeof sizes)[number]): Run => ({
  sized: (whole, quick, tiny) => ({ whole, quick, tiny })[size],
})
