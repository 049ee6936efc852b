import { defineConfig } from 'vitest/config'
import { builtThreads } from './test/built-threads.ts'

export default defineConfig({
  plugins: [builtThreads],
  test: {
    globalSetup: ['test/built.ts'],
    include: ['test/**/*.test.ts'],
    exclude: ['test/real/**', 'test/long/**', 'test/**/*.whole.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // No module keeps state of its own, so test files share what they import: a third of the time.
    isolate: false,
  },
})
