import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { messageOf } from '../domain/message-of.ts'

/** Makes a folder for files that are needed for a while; whoever asks for it removes it. Throws a line where none can be made. */
export function temporaryFolder(purpose: string): string {
  const place = tmpdir()
  try {
    return mkdtempSync(join(place, `vnflow-${purpose}-`))
  } catch (cause) {
    throw new Error(
      `no temporary files can be written in ${place} (${messageOf(cause)}): name another folder with TMPDIR.`,
      { cause },
    )
  }
}
