import type { Frame } from '../../domain/frame.ts'
import type { ReplaySpeed } from '../../domain/replay.ts'
import type { Instant } from '../../domain/time.ts'
import type { Marks } from './marks.ts'
import { makePace, type Pace, type PaceOptions } from './pace.ts'
import type { Recording } from './recording.ts'
import { openTape, type Tape } from './tape.ts'

/** The program that is fed. It takes each frame in before `emit` returns. */
export interface PlayedProgram {
  /** All that it remembers, as bytes. */
  readonly save: () => Uint8Array
  /** Goes on from what was saved. */
  readonly load: (state: Uint8Array) => void
  /** Exchange time so far. */
  readonly clock: () => Instant | undefined
  /** Whether the last frame gave anything; where nobody says, each message of the market is something. */
  readonly gave?: () => boolean
}

/** What is read, and who takes it. */
export interface HeadOptions extends PaceOptions {
  readonly recording: Pick<Recording, 'read'>
  readonly program: PlayedProgram
  /** Where states of the program are kept; others may put some there, too. */
  readonly marks: Marks
  /** Frames from one kept state to the next; 4,000 unless said. Less makes a seek quicker and takes more room. */
  readonly every?: number
  /** A clock that is never set, ms. */
  readonly now: () => number
  readonly emit: (frame: Frame) => void
  /** Whether to stop on the way to a place: somebody wants something else. */
  readonly isCut: () => boolean
}

/** A place in a recording, where frames are read and given to a program. */
export interface Head {
  readonly pace: Pace
  readonly program: Pick<PlayedProgram, 'clock' | 'gave'>
  /** The last frame that was given; 0 before the first. */
  readonly seq: () => number
  readonly isAtEnd: () => boolean
  readonly isSeeking: () => boolean
  /** Keeps the state of the program at the beginning. */
  readonly begin: () => void
  /** ms until the next frame is due; `Infinity` at the end. */
  readonly dueIn: () => Promise<number>
  /** Gives what is due, for some ms at most; then others have had a turn. */
  readonly playDue: () => Promise<void>
  /** Gives frames without waiting until one is the last that is wanted, or the recording ends. */
  readonly runUntil: (isThere: (frame: Frame) => boolean) => Promise<void>
  /** To the first frame at which exchange time is `to` or later. */
  readonly seek: (to: Instant) => Promise<void>
  readonly goToStart: () => Promise<void>
  /** Time goes on from now. */
  readonly restart: (speed?: ReplaySpeed) => void
  readonly close: () => Promise<void>
}

/** Longest time that frames are given without a break, ms: others have their turn in between. */
const TURN = 10

/** So many frames are some 100 ms of work. */
const EVERY = 4_000

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Everything that the head is made of. */
interface Parts extends HeadOptions {
  readonly pace: Pace
  readonly tape: Tape
  isAtEnd: boolean
  isSeeking: boolean
  seq: number
  /** Frames since the last kept state. */
  given: number
}

/**
 * A head at the beginning of a recording. `seek` goes to the last kept state before the instant and runs the frames from there; a state is
 * kept each so many frames when they are given for the first time. Where no state is kept yet, going forward takes as long as the program
 * needs for frames that it has not seen, or until somebody else has kept a state further on.
 */
export function makeHead(options: HeadOptions): Head {
  const parts: Parts = {
    ...options,
    pace: makePace(options),
    tape: openTape(options.recording),
    isAtEnd: false,
    isSeeking: false,
    seq: 0,
    given: 0,
  }
  return {
    pace: parts.pace,
    program: options.program,
    seq: () => parts.seq,
    isAtEnd: () => parts.isAtEnd,
    isSeeking: () => parts.isSeeking,
    begin: () => mark(parts),
    dueIn: () => dueIn(parts),
    playDue: () => playDue(parts),
    runUntil: (isThere) => runUntil(isThere, parts),
    seek: (to) => seek(to, parts),
    goToStart: () => goBefore(-Infinity, parts),
    restart: (speed) => parts.pace.restart(parts.now(), speed === undefined ? {} : { speed }),
    close: () => parts.tape.close(),
  }
}

function mark(parts: Parts): void {
  const { marks, seq, program } = parts
  marks.add({ seq, clock: program.clock() }, program.save())
  parts.given = 0
}

function give(frame: Frame, parts: Parts): void {
  const { tape, pace, marks, every = EVERY } = parts
  tape.take()
  parts.emit(frame)
  parts.given += 1
  pace.played(frame)
  parts.seq = frame.seq
  if (parts.given >= every && marks.isNew(frame.seq)) mark(parts)
}

async function dueIn(parts: Parts): Promise<number> {
  const frame = await parts.tape.peek()
  parts.isAtEnd = frame === undefined
  return frame ? parts.pace.dueIn(frame, parts.now()) : Infinity
}

async function playDue(parts: Parts): Promise<void> {
  const { tape, pace, now } = parts
  const start = now()
  for (let frame = tape.held(); frame && pace.dueIn(frame, now()) < 1; frame = tape.held()) {
    give(frame, parts)
    if (now() - start > TURN) break
  }
  await turn()
}

/** @param isLate - whether there is a shorter way; asked after each turn */
async function runUntil(
  isThere: (frame: Frame) => boolean,
  parts: Parts,
  isLate = () => false,
): Promise<void> {
  const { tape, now } = parts
  let start = now()
  while (!parts.isCut()) {
    const frame = tape.held() ?? (await tape.peek())
    parts.isAtEnd = frame === undefined
    if (!frame) return
    give(frame, parts)
    if (isThere(frame)) return
    if (now() - start <= TURN) continue
    await turn()
    if (isLate()) return
    start = now()
  }
}

async function seek(to: Instant, parts: Parts): Promise<void> {
  const { program, marks, pace, now } = parts
  const isThere = () => (program.clock() ?? -Infinity) >= to
  const isBehind = () => marks.before(to).seq > parts.seq
  parts.isSeeking = true
  if (program.clock() === undefined || isThere() || isBehind()) await goBefore(to, parts)
  await runUntil(isThere, parts, isBehind)
  while (!isThere() && isBehind() && !parts.isCut()) {
    await goBefore(to, parts)
    await runUntil(isThere, parts, isBehind)
  }
  parts.isSeeking = false
  pace.restart(now(), { isElsewhere: true })
}

/** Goes on from the last kept state before an instant. */
async function goBefore(instant: Instant, parts: Parts): Promise<void> {
  const { program, marks, pace, tape, now } = parts
  const found = marks.before(instant)
  program.load(marks.stateOf(found))
  parts.seq = found.seq
  parts.given = 0
  parts.isAtEnd = false
  await tape.wind(found.seq + 1)
  pace.restart(now(), { isElsewhere: true })
}
