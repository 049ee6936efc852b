import { writeSync } from 'node:fs'
import { packSegment } from '../../src/journal/pack.ts'
import { segmentsIn } from '../../src/journal/segment.ts'

/*
 * Compresses one file of a log after the other, and prints a line before each, until it is killed:
 *   packer.ts DIR
 */
const [dir = ''] = process.argv.slice(2)
writeSync(1, 'ready\n')
for (const segment of segmentsIn(dir).slice(0, -1)) {
  writeSync(1, `${segment.firstSeq}\n`)
  packSegment(segment)
}
setInterval(() => undefined, 1_000)
