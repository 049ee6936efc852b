import type { Frame } from '../domain/frame.ts'
import { damageLine } from './damage-line.ts'
import { readJournal } from './read-journal.ts'
import type { Damage } from './scan.ts'

/** What to read of a log, and who is told of what cannot be read. */
export interface ToldOptions {
  /** First frame wanted. */
  readonly fromSeq: number
  /** Told a line for each damaged place, and after some of them how many more there were. */
  readonly onDamage: (line: string) => void
}

/** Damaged places that are told one by one: a disk that fails may leave thousands. */
const MOST = 10

/** Reads a log as `readJournal` does, and tells in lines what of it is lost. */
export async function* readTold(
  dir: string,
  { fromSeq, onDamage: tell }: ToldOptions,
): AsyncGenerator<readonly Frame[]> {
  let places = 0
  let lost = 0
  const onDamage = (damage: Damage) => {
    places += 1
    lost += damage.missing ?? 0
    if (places <= MOST) tell(`journal: ${damageLine(damage)}`)
  }
  try {
    yield* readJournal(dir, { fromSeq, onDamage })
  } finally {
    if (places > MOST)
      tell(
        `journal: ${(places - MOST).toLocaleString('en')} more damaged places; ${lost.toLocaleString('en')} frames lost in all`,
      )
  }
}
