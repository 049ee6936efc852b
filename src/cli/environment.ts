import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/**
 * The process's environment, and what stands in a file of it that the environment does not set.
 * A file that is not there is none.
 *
 * @param file - path of a file with a `NAME=value` a line
 */
export function environment(file = '.env'): NodeJS.ProcessEnv {
  const ofFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  return { ...ofFile, ...process.env }
}
