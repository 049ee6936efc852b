import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The columns that footers tell, as a hash by the footer's stamp; also what the processes before learned. */
export interface FooterMemory {
  readonly get: (stamp: string) => string | undefined
  readonly set: (stamp: string, columns: string) => void
  /** Writes what is new, and forgets all that was not asked for since the opening. */
  readonly save: () => void
}

/** Opens the memory of a folder. It only saves time: where it cannot be read or written, footers are read again. */
export function footerMemory(folder: string): FooterMemory {
  const path = join(folder, 'footers.json')
  const kept = readNotes(path)
  const used = new Map<string, string>()
  let isNew = false
  return {
    get(stamp) {
      const columns = used.get(stamp) ?? kept.get(stamp)
      if (columns !== undefined) used.set(stamp, columns)
      return columns
    },
    set(stamp, columns) {
      used.set(stamp, columns)
      isNew = true
    },
    save() {
      if (isNew) writeNotes(folder, path, used)
      isNew = false
    },
  }
}

function readNotes(path: string): ReadonlyMap<string, string> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>))
  } catch {
    return new Map()
  }
}

function writeNotes(folder: string, path: string, notes: ReadonlyMap<string, string>): void {
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${path}.partial`, JSON.stringify(Object.fromEntries(notes)))
    renameSync(`${path}.partial`, path)
  } catch {
    // The next process reads the footers again.
  }
}
