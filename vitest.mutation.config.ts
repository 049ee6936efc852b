import { defineConfig } from 'vitest/config'
import { endThread, keptThread } from './test/mutation/kept-thread.ts'

/** The tests that mutants of operators are run against: `npm run mutation`. */
export default defineConfig({
  test: {
    include: ['test/operators/**/*.test.ts'],
    setupFiles: ['test/mutation/setup.ts'],
    testTimeout: 60_000,
    maxWorkers: 1,
    isolate: false,
  },
  plugins: [
    {
      name: 'kept-thread',
      // Stryker asks for `threads` by name; that would be a new one for each mutant.
      configureVitest({ vitest, project }) {
        vitest.onClose(endThread)
        project.config.pool = 'kept'
        project.config.poolRunner = { name: 'kept', createPoolWorker: keptThread }
      },
    },
  ],
})
