import { vi } from 'vitest'

/** Waits until an expectation holds, for at most eight seconds. */
export const soon = (expectation: () => unknown) => vi.waitFor(expectation, { interval: 5, timeout: 8000 })
