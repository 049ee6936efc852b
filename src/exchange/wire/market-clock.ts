import type { ReplayCommand, ReplaySpeed, ReplayStep } from '../../domain/replay.ts'
import type { Instant } from '../../domain/time.ts'
import { nextMovingInstant } from '../day-clock.ts'
import type { SimulatedExchange } from '../message.ts'
import type { Backlog } from './backlog.ts'
import type { ExchangeControl, ExchangeStatus } from './exchange-control.ts'
import type { ServedPart } from './handler.ts'
import { marketRefusal } from './market-refusal.ts'

/** What moves a market on. */
export interface MarketClockOptions extends Pick<Backlog, 'drained'> {
  readonly exchange: SimulatedExchange
  /** Simulated seconds a second, at first. */
  readonly speed: number
  /** Jumps over lunch, nights, weekends and holidays. */
  readonly skipsPauses: boolean
  /** The wall clock, ms UTC. */
  readonly now: () => Instant
  readonly parts: readonly Pick<ServedPart, 'step'>[]
}

/** The clock of a market, by which it is moved on. */
export interface MarketClock {
  /** Moves the market on by the time since the last tick, and hands each part what it told. Tick it often. */
  readonly tick: () => void
  readonly control: ExchangeControl
  readonly speed: () => number
  /** Ends what is under way. */
  readonly close: () => void
}

/** Most wall time that is made up for, ms: a machine that slept goes on where it was, and one too slow lags. */
const LONGEST_STEP = 1_000

/** Market time that is run at once, and longest wall time without a break, ms: others have their turn in between. */
const SLICE = 10_000
const TURN = 100

const SPANS = { second: 1_000, bar: 60_000 }

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A clock that runs. */
interface Running extends Omit<MarketClockOptions, 'speed'> {
  speed: number
  isPaused: boolean
  /** How far the market was run, and where it should be. */
  at: Instant
  due: number
  /** The wall clock at the last tick. */
  last: Instant
  /** The way that is gone at the moment. */
  journey: symbol | undefined
}

/**
 * The clock of a simulated market. It goes by the wall clock at its speed; it can be stopped, stepped, and hurried to a later instant. On the way
 * there everything is told as ever, as fast as the machine makes it and clients take it: nobody misses a trade.
 * It never goes back, for clients have heard what was. A pause or another seek cuts a seek short.
 */
export function marketClock(options: MarketClockOptions): MarketClock {
  const { now: at } = options.exchange
  const clock: Running = {
    ...options,
    isPaused: false,
    at,
    due: at,
    last: options.now(),
    journey: undefined,
  }
  return {
    tick: () => tick(clock),
    control: {
      status: () => statusOf(clock),
      async order(command) {
        const refusal = marketRefusal(command, clock.at)
        if (!refusal) await obey(command, clock)
        return refusal
      },
    },
    speed: () => clock.speed,
    close: () => stand(clock),
  }
}

const statusOf = ({ at, speed, isPaused, journey, skipsPauses }: Running): ExchangeStatus => ({
  state: journey ? 'seeking' : isPaused ? 'paused' : 'playing',
  speed,
  loop: false,
  skipsPauses,
  seq: undefined,
  clock: at,
})

function tick(clock: Running): void {
  const wall = clock.now()
  const passed = Math.min(Math.max(wall - clock.last, 0), LONGEST_STEP)
  clock.last = wall
  if (clock.isPaused || clock.journey) {
    // Connections are kept up all the same.
    for (const { step } of clock.parts) step([])
    return
  }
  clock.due = Math.min(clock.due + passed * clock.speed, clock.at + LONGEST_STEP * clock.speed)
  run(clock, Math.floor(clock.due))
}

/** Runs to an instant, or as far as it gets in one turn. */
function run(clock: Running, to: Instant): void {
  const end = clock.now() + TURN
  do {
    advance(clock, Math.min(to, clock.at + SLICE))
    const moving = clock.skipsPauses ? nextMovingInstant(clock.at) : clock.at
    if (moving > clock.at) advance(clock, moving)
  } while (clock.at < to && clock.now() < end)
  clock.due = Math.max(clock.due, clock.at)
}

function advance(clock: Running, to: Instant): void {
  const told = clock.exchange.advance(to)
  clock.at = Math.max(clock.at, to)
  for (const { step } of clock.parts) step(told)
}

async function obey(command: ReplayCommand, clock: Running): Promise<void> {
  switch (command.action) {
    case 'play':
      clock.isPaused = false
      return
    case 'pause':
      clock.isPaused = true
      stand(clock)
      return
    case 'step':
      clock.isPaused = true
      return travel(clock, endOfStep(clock.at, command.by))
    case 'seek':
      return travel(clock, command.to)
    case 'speed':
      clock.speed = numberOf(command.speed, clock)
      return
    case 'loop':
  }
}

/** The fastest is refused before. */
const numberOf = (speed: ReplaySpeed, clock: Running): number => (speed === 'max' ? clock.speed : speed)

/** Goes on from here. */
function stand(clock: Running): void {
  clock.journey = undefined
  clock.due = clock.at
}

async function travel(clock: Running, to: Instant): Promise<void> {
  const own = Symbol('journey')
  clock.journey = own
  while (clock.at < to && clock.journey === own) {
    run(clock, to)
    await clock.drained()
    await turn()
  }
  if (clock.journey === own) stand(clock)
}

function endOfStep(at: Instant, by: ReplayStep): Instant {
  const span = SPANS[by === 'bar' ? 'bar' : 'second']
  return (Math.floor(at / span) + 1) * span
}
