import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const noteShape = z.object({ address: z.string(), key: z.string() })

/** Where the server of a data folder answers, and what it wants to be shown for queries. */
export type ServerNote = Readonly<z.output<typeof noteShape>>

const noteFile = (folder: string) => join(folder, 'server.json')

/** A key that nobody guesses. */
export const newKey = (): string => randomBytes(24).toString('base64url')

/** Leaves a note in the data folder that only its owner may read; gives what takes it away. */
export async function leaveNote(folder: string, note: ServerNote): Promise<() => Promise<void>> {
  await rm(noteFile(folder), { force: true })
  await writeFile(noteFile(folder), `${JSON.stringify(note)}\n`, { mode: 0o600 })
  return () => rm(noteFile(folder), { force: true })
}

/** The note of a data folder; undefined where there is none. One may be left of a server that was killed. */
export async function readNote(folder: string): Promise<ServerNote | undefined> {
  const text = await readFile(noteFile(folder), 'utf8').catch(() => '')
  const note = noteShape.safeParse(parsed(text))
  return note.success ? note.data : undefined
}

/** A crash in the middle of writing leaves half a note. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
