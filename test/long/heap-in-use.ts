import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** The heap after all garbage is collected, MB. */
export function heapInUse(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}
