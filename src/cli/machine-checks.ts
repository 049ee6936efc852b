import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { messageOf } from '../domain/message-of.ts'
import type { Check } from './check.ts'
import type { Settings } from './settings.ts'
import { usualSource } from './open-origin.ts'

/** Room for some trading days: the log keeps about 1 GB a day. */
const AMPLE = 5e9
/** With less a day's log may not fit. */
const TIGHT = 1e9

/** The oldest Node that the package takes. */
const OLDEST = [20, 19] as const

/** Whether this version of Node can run vnflow. */
export function nodeCheck(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNew = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
  const text = `Node ${version}`
  return isNew ? { level: 'ok', text } : { level: 'fail', text, mend: `install ${OLDEST.join('.')} or later` }
}

/** Whether the credentials of any venue are set. Never what they are. */
export function credentialsCheck(settings: Settings): Check {
  const source = usualSource(settings)
  if (source !== 'exchange') return { level: 'ok', text: `credentials of ${source} are set` }
  return {
    level: 'warn',
    text: 'no credentials: the market is simulated',
    mend: 'set SSI_CONSUMER_ID and SSI_CONSUMER_SECRET, or those of another source in .env.example, for the real one',
  }
}

/** The folder itself, or the nearest above it that is there: what is missing is made at the start. */
async function existing(path: string): Promise<string> {
  try {
    await stat(path)
    return path
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const above = dirname(path)
    if (!isMissing || above === path) throw error
    return existing(above)
  }
}

/** Whether the data folder can be written, or made, and how much disk is free there. Makes nothing. */
export async function dataFolderChecks(dataDir: string): Promise<readonly Check[]> {
  try {
    const folder = await existing(resolve(dataDir))
    if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is no folder`)
    await access(folder, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = await statfs(folder)
    const made = folder === resolve(dataDir) ? 'can be written' : 'can be made'
    return [{ level: 'ok', text: `data folder ${dataDir} ${made}` }, diskCheck(bavail * bsize)]
  } catch (error) {
    const reason = messageOf(error)
    const text = `data folder ${dataDir} cannot be written (${reason})`
    return [{ level: 'fail', text, mend: 'make it writable, or name another with --data-dir' }]
  }
}

/** Whether so many bytes of free disk hold the log of some days. */
export function diskCheck(free: number): Check {
  const text = `${(free / 1e9).toFixed(1)} GB of disk free`
  if (free >= AMPLE) return { level: 'ok', text }
  const mend = 'a trading day is about 1 GB of log: free some, or name another disk with --data-dir'
  return { level: free >= TIGHT ? 'warn' : 'fail', text, mend }
}
