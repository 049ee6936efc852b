import { z } from 'zod'
import type { Fault, Stage } from './fault.ts'
import { seconds, type Timing, timingFields } from './timing.ts'

/** A fault that a script plans. */
export interface PlannedFault {
  readonly kind: string
  readonly timing: Timing
  readonly enter: (stage: Stage) => Fault
}

/** What one kind of fault is. */
interface KindParts<S extends z.ZodRawShape> {
  /** What a script calls it. */
  readonly kind: string
  /** Seconds that it lasts when a script says when it begins, but not for how long; `moment`: it has no length. */
  readonly lasts: number | 'moment'
  /** Whether a script must say when it begins; else it may be at work all the time. */
  readonly mustBegin: boolean
  /** Its own fields: values that are the same when they are checked twice. */
  readonly fields: S
  readonly enter: (settings: z.output<z.ZodObject<S>>, stage: Stage) => Fault
}

const TIMES = Object.keys(timingFields)

/** Makes a kind of fault: what a script says of one, checked, becomes a fault that is planned. */
export function faultKind<S extends z.ZodRawShape>({ kind, lasts, mustBegin, fields, enter }: KindParts<S>) {
  const isMoment = lasts === 'moment'
  const length = isMoment ? {} : { for: seconds.optional() }
  const own = z.object(fields)
  const times = z.object({ ...timingFields, for: seconds.default(isMoment ? 0 : lasts) })
  return z
    .strictObject({ kind: z.literal(kind), ...timingFields, ...length, ...fields })
    .superRefine((entry, context) => {
      const said = TIMES.filter((name) => name in entry)
      if (said.length > 1)
        context.addIssue({ code: 'custom', path: [said[1] ?? ''], message: `one of ${TIMES.join(', ')}` })
      if (said.length === 0 && mustBegin)
        context.addIssue({ code: 'custom', path: ['at'], message: `one of ${TIMES.join(', ')}` })
    })
    .transform((entry): PlannedFault => {
      const settings = own.parse(entry)
      return { kind, timing: times.parse(entry), enter: (stage) => enter(settings, stage) }
    })
}
