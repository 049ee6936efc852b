import { Subject, type Subscription } from 'rxjs'
import type { PipelineRow } from '../../../pipelines/define/pipeline-row.ts'
import { messageOf } from '../../domain/message-of.ts'
import type { Output } from '../../domain/outputs.ts'
import { type Kit, makeKit } from './kit.ts'
import { loadPipelineFile } from './load-pipelines.ts'

/** Outputs that a reloaded pipeline is run on again, the newest: it remembers what it would, had it been so from there. */
const KEPT = 100_000

/** What a session is told of. */
export interface DevTold {
  /** A row; `again` when it came of what had been played before a reload. */
  readonly onRow: (row: PipelineRow, again: boolean) => void
  /** A reload begins to give its rows. */
  readonly onReload: (kit: Kit) => void
  /** One line: why a file cannot be loaded, or what a pipeline failed of, with the place in the file. */
  readonly onTrouble: (text: string) => void
}

/** A pipeline file in the making, on a recording that goes on. */
export interface DevSession {
  /** Takes an output of the recording. */
  readonly take: (output: Output) => void
  /**
   * Loads the file as it is now, and runs it on what was played and on what follows. Until one can be loaded the one before goes on.
   * Resolves to the files that it is made of; undefined when it cannot be loaded.
   */
  readonly load: () => Promise<ReadonlySet<string> | undefined>
  readonly end: () => void
}

/** Nothing is loaded, and nothing was played. */
export function devSession(file: string, { onRow, onReload, onTrouble }: DevTold): DevSession {
  let played: Output[] = []
  let outputs$ = new Subject<Output>()
  let running: Subscription | undefined

  function run(kit: Kit): void {
    running?.unsubscribe()
    outputs$ = new Subject()
    let again = true
    running = outputs$.pipe(kit.rows).subscribe({
      next: (row) => onRow(row, again),
      error: (reason: unknown) => onTrouble(String(reason)),
    })
    onReload(kit)
    for (const output of played) outputs$.next(output)
    again = false
  }

  return {
    take(output) {
      played.push(output)
      // Half of it at once: to shift one a value would move all others.
      if (played.length > 2 * KEPT) played = played.slice(-KEPT)
      outputs$.next(output)
    },
    async load() {
      try {
        const loaded = await loadPipelineFile(file)
        run(makeKit(loaded, onceEach(onTrouble)))
        return loaded.files
      } catch (error) {
        onTrouble(messageOf(error))
        return undefined
      }
    },
    end: () => outputs$.complete(),
  }
}

/** A pipeline that fails again of the same says so once. */
function onceEach(tell: (text: string) => void): (text: string) => void {
  const told = new Set<string>()
  return (text) => {
    const reason = text.replace(/ begins again at \S+/, '')
    if (!told.has(reason)) tell(text)
    told.add(reason)
  }
}
