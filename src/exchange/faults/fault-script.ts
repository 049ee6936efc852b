import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { PlannedFault } from './fault-kind.ts'
import { faultKinds } from './fault-kinds.ts'
import { complaintOf, lineOf } from './script-complaint.ts'

/** What goes wrong on the simulated exchange, and when. */
export interface FaultScript {
  /** The same seed, script and market give the same faults. */
  readonly seed: number
  readonly faults: readonly PlannedFault[]
}

const KINDS = Object.keys(faultKinds).join(', ')
const SEED = 'a whole number'

const entry = z.discriminatedUnion('kind', [faultKinds.drop, ...Object.values(faultKinds).slice(1)], {
  error: `one of ${KINDS}`,
})

const schema = z.strictObject(
  {
    seed: z.int({ error: SEED }).default(1),
    faults: z.array(z.looseObject({}, { error: 'a fault, as `kind: drop`' }).pipe(entry), {
      error: 'a list of faults, each with a kind',
    }),
  },
  { error: ({ code }) => (code === 'invalid_type' ? 'a script with a list of `faults`' : undefined) },
)

/**
 * Reads a fault script, in YAML or JSON:
 *
 * ```yaml
 * seed: 7
 * faults:
 *   - { kind: drop, at: 09:31:00 }
 *   - { kind: lose, share: 0.0001 }
 *   - { kind: slow, chance: 0.002, for: 10, by: 1.5 }
 * ```
 *
 * Throws an `Error` of one line that names the file's line and field, what stands there, and what is allowed.
 *
 * @param name - how an error calls the file
 */
export function parseFaultScript(text: string, name: string): FaultScript {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [broken] = document.errors
  if (broken) throw new Error(`${name}:${lineOf(lines, broken.pos[0])}: ${broken.message.slice(0, 120)}.`)
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  throw new Error(`${name}:${complaintOf(parsed.error, document, lines)}`)
}
