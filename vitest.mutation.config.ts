import { defineConfig } from 'vitest/config'

/** The tests that mutants of operators are run against: `npm run mutation`. */
export default defineConfig({
  test: { include: ['test/operators/**/*.test.ts'], testTimeout: 60_000, maxWorkers: 1 },
})
