import { readJournal } from './read-journal.ts'
import type { Damage } from './scan.ts'
import { segmentsIn } from './segment.ts'

/**
 * Where frames are missing between two files of a log, oldest first. Reads the end of each file only, so that what is damaged within one is not
 * seen. What was before the oldest file is not missed, also where that is deleted meanwhile.
 */
export async function holesIn(dir: string): Promise<readonly Damage[]> {
  const holes: Damage[] = []
  for (const { firstSeq } of segmentsIn(dir).slice(1)) {
    const onDamage = (damage: Damage) => {
      const { seq, missing = 0 } = damage
      if (missing > 0 && seq + missing === firstSeq) holes.push(damage)
    }
    for await (const frames of readJournal(dir, { fromSeq: firstSeq - 1, onDamage }))
      if (frames.length > 0) break
  }
  const oldest = segmentsIn(dir)[0]?.firstSeq ?? Infinity
  return holes.filter(({ seq }) => seq > oldest)
}
