import { openStore } from '../../../src/store/store.ts'

/** A process that ends a date in a store, and is killed meanwhile. */
const store = await openStore({ path: process.argv[2] ?? '' })
process.stdout.write('open\n')
await store.exportBefore('2026-12-31')
await store.close()
