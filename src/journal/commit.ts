import { messageOf } from '../domain/message-of.ts'
import { type Alarm, makeAlarm } from './alarm.ts'
import type { Durability } from './durability.ts'
import { type GroupCommit, groupCommit } from './group-commit.ts'
import { type Held, type HeldBatch, held as makeHeld } from './held.ts'
import type { SegmentWriter } from './segment-writer.ts'

/** How batches come to the disk. */
export interface CommitOptions {
  readonly durability: Durability
  /** Most bytes that wait in memory for the disk. */
  readonly holdBytes: number
  /** A sync that takes longer is trouble, ms. */
  readonly slowAfter: number
  /** How a refusal is told, in one line. */
  readonly refused: (cause: unknown) => Error
}

/** Brings batches to the disk, in order, and holds those that it does not take. */
export interface Commit extends Pick<Alarm, 'health' | 'health$'> {
  /**
   * Takes a batch. It is in the file when this returns true, in memory alone when false.
   * Throws where as much is held as may be, and the disk still refuses; then the batch is not taken.
   */
  readonly take: (batch: HeldBatch) => boolean
  /** Writes and syncs what is held, whatever the durability, and closes. Rejects when something could not be made safe, and says what. */
  readonly close: () => Promise<void>
}

/** A group commit begins so long after its first batch at most, ms. */
const WITHIN = 50
/** A disk that refused is tried again after so long, ms. */
const AGAIN = 250

interface Parts {
  readonly writer: SegmentWriter
  readonly options: CommitOptions
  readonly held: Held
  readonly alarm: Alarm
}

/** Joins batches to group commits. */
export function commit(writer: SegmentWriter, options: CommitOptions): Commit {
  const held = makeHeld()
  const alarm = makeAlarm(() => ({ heldFrames: held.frames(), heldBytes: held.bytes() }))
  const parts = { writer, options, held, alarm }
  let againTimer: NodeJS.Timeout | undefined
  let closing = false

  function again() {
    againTimer = undefined
    attempt()
  }
  function refuse(error: unknown) {
    if (!closing) againTimer ??= setTimeout(again, AGAIN)
    alarm.refused(error)
  }
  const group = options.durability === 'none' ? leftBehind(parts) : promised(parts, refuse)

  function attempt() {
    try {
      writeHeld(parts)
    } catch (error) {
      refuse(error)
    }
    if (options.durability === 'none') released(parts)
    group.soon()
  }

  return {
    ...alarm,
    take(batch) {
      makeRoom(parts, batch, attempt)
      held.add(batch)
      if (!againTimer) attempt()
      return held.allWritten()
    },
    async close() {
      closing = true
      clearTimeout(againTimer)
      await group.end()
      await finish(parts)
    },
  }
}

const writeHeld = ({ held, writer }: Parts) =>
  held.write(({ records, firstSeq }) => writer.write(records, firstSeq))

/** Where nothing is promised, what is written is done with. */
function released({ held, alarm }: Parts) {
  held.settle(held.lastWritten())
  if (held.allWritten()) alarm.taken()
}

/** Syncs what is written, for those who wait for that. */
function promised({ writer, options, held, alarm }: Parts, refuse: (error: unknown) => void): GroupCommit {
  const within = options.durability === 'each' ? 0 : WITHIN
  return groupCommit({
    slowAfter: options.slowAfter,
    alarm,
    due: () => (held.lastWritten() ? (held.oldest() ?? 0) + within - performance.now() : undefined),
    async sync() {
      const upTo = held.lastWritten()
      try {
        await writer.sync()
        held.settle(upTo)
        if (held.allWritten()) alarm.taken()
      } catch (error) {
        writer.rewind()
        held.rewind()
        refuse(error)
      }
    },
  })
}

/** Nobody waits for a sync: files left behind are synced before they are closed, and one that could not be is told and tried again. */
function leftBehind({ writer, options, alarm }: Parts): GroupCommit {
  let wait = 0
  return groupCommit({
    slowAfter: options.slowAfter,
    alarm,
    due: () => (writer.hasLeftBehind() ? wait : undefined),
    async sync() {
      try {
        await writer.sync()
        wait = 0
      } catch (error) {
        wait = AGAIN
        alarm.refused(error)
      }
    },
  })
}

/** Tries the disk at once where memory is full, and throws where that does not help. */
function makeRoom(parts: Parts, batch: HeldBatch, attempt: () => void) {
  if (!hasRoom(parts, batch) && !parts.held.allWritten()) attempt()
  if (!hasRoom(parts, batch)) throw full(parts)
}

const hasRoom = ({ held, options }: Parts, { records }: HeldBatch) =>
  held.bytes() === 0 || held.bytes() + records.length <= options.holdBytes

function full({ alarm, options }: Parts): Error {
  const { trouble = 'the disk is slow', heldFrames, heldBytes } = alarm.health()
  return options.refused(
    `${trouble}; ${heldFrames} frames, ${heldBytes} bytes, wait in memory, and more may not`,
  )
}

async function finish(parts: Parts) {
  const { writer, options, held, alarm } = parts
  try {
    writeHeld(parts)
    await writer.sync()
    held.settle(held.lastWritten())
  } catch (error) {
    const frames = held.frames()
    const cause = options.refused(
      frames === 0 ? error : `${messageOf(error)}; the last ${frames} frames are lost`,
    )
    held.fail(cause)
    throw cause
  } finally {
    alarm.end()
    writer.close()
  }
}
