import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('./replay-process.ts', import.meta.url))

/** A machine somewhere else. */
export interface Elsewhere {
  readonly TZ: string
  readonly LC_ALL: string
}

/** Replays a log in a process of its own that takes itself to be somewhere else, and gives where: `tr-TR America/New_York`. */
export async function replayedElsewhere(
  { TZ, LC_ALL }: Elsewhere,
  {
    journal,
    out,
    wanted,
  }: { readonly journal: string; readonly out: string; readonly wanted: ReadonlySet<string> },
): Promise<string> {
  const places = `${out}-places.json`
  writeFileSync(places, JSON.stringify([...wanted]))
  const child = spawn(process.execPath, ['--import', 'tsx', main, journal, out, places], {
    env: { ...process.env, TZ, LC_ALL, LANG: LC_ALL },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`a replay in ${TZ} ended with ${code}`)
  return said.trim()
}
