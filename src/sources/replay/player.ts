import { firstValueFrom, ignoreElements, merge, NEVER, Observable, Subject, tap, timer } from 'rxjs'
import type { Frame } from '../../domain/frame.ts'
import type { ReplayCommand, ReplayStatus } from '../../domain/replay.ts'
import { type Head, type HeadOptions, makeHead } from './head.ts'
import type { PaceOptions } from './pace.ts'
import { isStepDone } from './steps.ts'

/** A command, and who waits until it is done. */
export interface ReplayOrder {
  readonly command: ReplayCommand
  readonly done: () => void
}

/** What is played, how, and to whom. */
export interface PlayerOptions extends PaceOptions, Omit<HeadOptions, 'emit' | 'isCut'> {
  readonly control$: Observable<ReplayOrder>
}

/** A replay that can be controlled while it runs. */
export interface Player {
  /**
   * The frames, at their pace; one subscription. Never completes: at the end it waits for another command. Errs when the recording
   * cannot be read on.
   */
  readonly frames$: Observable<Frame>
  readonly status: () => ReplayStatus
  /** While a seek runs: the frames are on the way to a place, and nobody is to hear of them. */
  readonly isSeeking: () => boolean
  /** The recording goes on at another place. */
  readonly arrived$: Observable<unknown>
}

/** Longest single wait, ms. */
const LONGEST_WAIT = 60_000

/** What hangs on the orders. */
interface Desk {
  readonly orders: ReplayOrder[]
  readonly woken$: Subject<void>
  readonly arrived$: Subject<void>
  isPaused: boolean
  isLooping: boolean
  isClosed: boolean
}

/**
 * Plays a recording into a program. Commands are obeyed one after the other; a seek or a step that is under way is cut short by another seek
 * and by a pause.
 */
export function makePlayer(options: PlayerOptions): Player {
  const frames$ = new Subject<Frame>()
  const desk = emptyDesk()
  const isCutting = ({ command: { action } }: ReplayOrder) => action === 'seek' || action === 'pause'
  const head = makeHead({
    ...options,
    emit: (frame) => frames$.next(frame),
    isCut: () => desk.isClosed || desk.orders.some(isCutting),
  })
  return {
    frames$: new Observable((subscriber) => {
      subscriber.add(frames$.subscribe(subscriber))
      const taken$ = options.control$.pipe(
        tap((order) => take(order, desk)),
        ignoreElements(),
      )
      subscriber.add(merge(taken$, NEVER).subscribe(subscriber))
      subscriber.add(() => close(desk))
      play(desk, head).catch((error: unknown) => subscriber.error(error))
    }),
    status: () => ({
      state: stateOf(desk, head),
      speed: head.pace.speed(),
      loop: desk.isLooping,
      skipsPauses: options.skipsPauses,
      seq: head.seq(),
      clock: options.program.clock(),
    }),
    isSeeking: head.isSeeking,
    arrived$: desk.arrived$,
  }
}

const emptyDesk = (): Desk => ({
  orders: [],
  woken$: new Subject(),
  arrived$: new Subject(),
  isPaused: false,
  isLooping: false,
  isClosed: false,
})

function take(order: ReplayOrder, { orders, woken$ }: Desk): void {
  orders.push(order)
  woken$.next()
}

function close(desk: Desk): void {
  desk.isClosed = true
  desk.woken$.next()
}

function stateOf({ isPaused, isLooping }: Desk, head: Head): ReplayStatus['state'] {
  if (head.isSeeking()) return 'seeking'
  // Only where it would begin anew by itself is it a pause that holds it at the end.
  if (head.isAtEnd() && !(isPaused && isLooping)) return 'ended'
  return isPaused ? 'paused' : 'playing'
}

async function play(desk: Desk, head: Head): Promise<void> {
  head.begin()
  while (!desk.isClosed) {
    const order = desk.orders.shift()
    if (order) {
      await obey(order.command, desk, head)
      order.done()
    } else if (desk.isPaused || head.isAtEnd()) await rest(desk, head)
    else await playOn(desk, head)
  }
  await head.close()
}

/** Waits for the next order; or begins anew where the end is the beginning. */
async function rest({ isPaused, isLooping, woken$, arrived$ }: Desk, head: Head): Promise<void> {
  if (isPaused || !isLooping || head.seq() === 0) return firstValueFrom(woken$)
  await head.goToStart()
  arrived$.next()
}

/** Plays what is due, or waits until something is. */
async function playOn({ orders, woken$, isClosed }: Desk, head: Head): Promise<void> {
  const wait = await head.dueIn()
  if (wait < 1) await head.playDue()
  else if (wait < Infinity && orders.length === 0 && !isClosed)
    await firstValueFrom(merge(woken$, timer(Math.min(wait, LONGEST_WAIT))))
}

async function obey(command: ReplayCommand, desk: Desk, head: Head): Promise<void> {
  switch (command.action) {
    case 'play':
      desk.isPaused = false
      return playFrom(desk, head)
    case 'pause':
      desk.isPaused = true
      return
    case 'step':
      desk.isPaused = true
      return head.runUntil(isStepDone(command.by, head.program))
    case 'seek':
      await head.seek(command.to)
      desk.arrived$.next()
      return
    case 'speed':
      head.restart(command.speed)
      return
    case 'loop':
      desk.isLooping = command.loop
  }
}

/** At the end it is played once more. */
async function playFrom({ arrived$ }: Desk, head: Head): Promise<void> {
  if (head.isAtEnd()) {
    await head.goToStart()
    arrived$.next()
  }
  head.restart()
}
