import { existsSync } from 'node:fs'
import { damageLine } from '../journal/damage-line.ts'
import { holesIn } from '../journal/holes.ts'
import type { Check } from './check.ts'

/** Whether files of a log are missing or cut; nothing where there is no log. */
export async function journalChecks(dir: string): Promise<readonly Check[]> {
  const holes = existsSync(dir) ? await holesIn(dir) : []
  const [first] = holes
  if (!first) return []
  const more = holes.length > 1 ? ` (and ${holes.length - 1} more holes in this log)` : ''
  return [
    {
      level: 'warn',
      text: `journal: ${damageLine(first)}${more}`,
      mend: 'put the file back from a copy if there is one; what the store holds of these frames is there',
    },
  ]
}
