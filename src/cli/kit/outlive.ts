import { fileURLToPath } from 'node:url'
import { placeOf, withPlace } from './place-of.ts'

/** What is told once each; of endless other texts the first so many. */
const TOLD = 100

/** The folder of the running program. */
const own = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * Lets the process outlive what nobody can catch of the user's pipelines: what a timer of theirs throws, and a promise that fails and that
 * nobody waits for, as a call to a service that is down, come past the operators that guard a pipeline. Each is told once, with its place.
 * What is none of theirs ends the process as it did, with its stack.
 *
 * @param files - the files that the pipelines are made of, as they are then
 */
export function outlive(files: () => ReadonlySet<string>, tell: (text: string) => void): void {
  const told = new Set<string>()
  process.on('uncaughtException', (error: unknown, origin) => {
    if (!isTheirs(error, origin, files())) {
      console.error(error)
      process.exit(1)
    }
    const text = withPlace(error, files())
    if (told.size < TOLD && !told.has(text))
      tell(`a pipeline left an error to nobody: ${text}. Catch it there; it is passed over here.`)
    told.add(text)
  })
}

/** A promise that fails in the system itself names no place: vnflow leaves none of its own alone, so it is theirs. */
function isTheirs(
  error: unknown,
  origin: NodeJS.UncaughtExceptionOrigin,
  files: ReadonlySet<string>,
): boolean {
  if (placeOf(error, files) !== undefined) return true
  return origin === 'unhandledRejection' && !(error instanceof Error && error.stack?.includes(own))
}
