import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** What a run gave, line by line: a file for each kind of thing that leaves a program. */
export interface Tracks {
  /** Adds a line; its text must not hold a line's end. */
  readonly add: (track: string, line: string) => void
  /** Writes what is held, so that it is there whatever becomes of the process. */
  readonly flush: () => void
  readonly close: () => void
}

/** Characters that wait in memory. */
const HELD = 2 ** 20

interface Track {
  readonly file: number
  lines: string[]
  held: number
}

/** Tracks in a folder, which is made. */
export function makeTracks(dir: string): Tracks {
  mkdirSync(dir, { recursive: true })
  const tracks = new Map<string, Track>()

  function opened(name: string): Track {
    const track = { file: openSync(join(dir, `${name}.txt`), 'w'), lines: [], held: 0 }
    tracks.set(name, track)
    return track
  }
  function write(track: Track): void {
    if (track.lines.length === 0) return
    const bytes = Buffer.from(`${track.lines.join('\n')}\n`)
    for (let at = 0; at < bytes.length;) at += writeSync(track.file, bytes, at)
    track.lines = []
    track.held = 0
  }
  const flush = () => {
    for (const track of tracks.values()) write(track)
  }
  return {
    add(name, line) {
      const track = tracks.get(name) ?? opened(name)
      track.lines.push(line)
      track.held += line.length
      if (track.held > HELD) write(track)
    },
    flush,
    close() {
      flush()
      for (const { file } of tracks.values()) closeSync(file)
    },
  }
}
