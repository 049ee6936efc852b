import { defineConfig } from 'vitest/config'

/** Proofs that need minutes: `npm run test:long`. */
export default defineConfig({
  test: {
    globalSetup: ['test/built.ts'],
    include: ['test/long/**/*.test.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
