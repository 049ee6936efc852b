import { fileURLToPath } from 'node:url'
import { freshen } from '../test/built.ts'

/**
 * The file of a bench as JavaScript in `dist/`, made anew there with all of the program that is older than its sources. A process reads it
 * in a third of the time that it takes to read TypeScript, a second and a half for each of the dozen of a bench, and measures what users run.
 *
 * @param name - of a file beside this one, without its ending
 */
export async function builtBench(name: string): Promise<string> {
  await freshen(['bench', 'test'])
  return fileURLToPath(new URL(`../dist/bench/${name}.js`, import.meta.url))
}
