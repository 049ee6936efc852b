import { defineConfig } from 'vitest/config'

/** The suite on real recordings: long, and skipped where the recordings are not there. */
export default defineConfig({
  test: {
    globalSetup: ['test/built.ts'],
    include: ['test/real/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
  },
})
