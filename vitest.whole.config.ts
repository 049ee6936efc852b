import { defineConfig } from 'vitest/config'

/** The whole program, as its users meet it: started beside an exchange, asked by a command, and on the page. `npm run test:whole` */
export default defineConfig({
  test: {
    globalSetup: ['test/built.ts'],
    include: ['test/**/*.whole.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
