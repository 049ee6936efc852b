import { readFileSync } from 'node:fs'
import { isoIct } from '../domain/time.ts'
import type { FaultEvent } from '../exchange/faults/cast.ts'
import { parseFaultScript } from '../exchange/faults/fault-script.ts'
import { type Faults, faults } from '../exchange/faults/faults.ts'

/**
 * The faults of a script of the user's, for one simulated exchange. Each is told on the screen when it begins and when it is over, with the
 * time of the exchange. Throws an `Error` of one line when the file cannot be read or is no such script.
 */
export function faultFile(path: string): Faults {
  return faults(parseFaultScript(textOf(path), path), teller())
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(`${path} cannot be read (${codeOf(cause)}); --faults takes a script in YAML or JSON.`, {
      cause,
    })
  }
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'

/** Of what happens in a moment the end is not told. */
function teller(): (event: FaultEvent) => void {
  const begun = new Map<string, number>()
  return ({ kind, what, time }) => {
    if (what === 'ends' && begun.get(kind) === time) return
    begun.set(kind, time)
    console.log(`${isoIct(time).slice(11, 19)}  fault ${kind} ${what}`)
  }
}
