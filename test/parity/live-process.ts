import { join } from 'node:path'
import { openStoreBehind } from '../../src/cli/open-store-behind.ts'
import type { Store } from '../../src/store/store.ts'
import { liveRun } from './live-run.ts'

/*
 * A live run until it is told to stop, or is killed. Prints how far it is, `frame 12000 1795139940000`, and what it has to tell:
 *   live-process.ts ADDRESS SPEED DATA OUT
 */
const [address = '', speed = '', data = '', out = ''] = process.argv.slice(2)
const onWarning = (text: string) => {
  console.log(`told ${text}`)
}
let store: Store | undefined
let next = 0
await liveRun({
  address,
  speed: Number(speed),
  data,
  async openStore(lastSeq) {
    store = await openStoreBehind(lastSeq, { path: join(data, 'vnflow.duckdb'), onWarning })
    return store
  },
  out,
  throttle: 500,
  onInfo: onWarning,
  onOutput({ kind, seq, exchangeTime }) {
    if (seq < next || kind !== 'trade') return
    next = seq + 500
    console.log(`frame ${seq} ${exchangeTime}`)
  },
})
await store?.close()
