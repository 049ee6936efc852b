import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Who holds a lock. */
interface Holder {
  readonly pid: number
  /** When the process began, as Linux counts it: another process may have got the same number since. Absent elsewhere. */
  readonly started?: string
}

/**
 * Makes this process the only writer of a folder, by a file `lock` in it, and gives the function that ends that.
 * Throws when a living process holds it; the lock of a dead one is taken over.
 */
export function lockFolder(dir: string): () => void {
  const path = join(dir, 'lock')
  const own = JSON.stringify(holderOf(process.pid))
  for (;;) {
    if (claim(path, own)) return () => release(path, own)
    const text = textOf(path)
    if (text === undefined) continue
    const holder = parse(text)
    if (holder && lives(holder)) throw inUse(dir, holder.pid)
    if (!removeStale(path, text)) throw inUse(dir)
  }
}

const inUse = (dir: string, pid?: number) =>
  new Error(
    `The journal in ${dir} is being written by ${pid === undefined ? 'another process' : `process ${pid}`}. ` +
      'Stop that one, or use another folder.',
  )

/** A link appears with its whole content or not at all, so that nobody sees an empty lock and takes it for a stale one. */
function claim(path: string, own: string): boolean {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, own)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function release(path: string, own: string) {
  if (textOf(path) === own) rmSync(path, { force: true })
}

/** Moves a dead process's lock away. False when in between somebody else did, and has a lock of his own there now. */
function removeStale(path: string, text: string): boolean {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true
    throw error
  }
  const stale = textOf(aside) === text
  if (!stale) linkSync(aside, path)
  rmSync(aside, { force: true })
  return stale
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** What a power cut left of a lock may be anything: then nobody holds it. */
function parse(text: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(text)
    return isHolder(holder) ? holder : undefined
  } catch {
    return undefined
  }
}

const isHolder = (value: unknown): value is Holder =>
  typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number'

function lives({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
  const now = statOf(pid)
  // One that ended and whose parent does not ask after it, as in many a container, writes no more.
  if (now && ENDED.has(now.state)) return false
  return started === undefined || now === undefined || started === now.started
}

const ENDED: ReadonlySet<string> = new Set(['Z', 'X'])

function holderOf(pid: number): Holder {
  const started = statOf(pid)?.started
  return started === undefined ? { pid } : { pid, started }
}

/** What Linux says of a process: its state, and its start in clock ticks since boot. */
function statOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before the parenthesis may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', started: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
