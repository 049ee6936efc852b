import type { Phase, Venue } from '../domain/market.ts'
import { type Instant, ictTimeOfDay, instantOf, type IsoDate } from '../domain/time.ts'
import { daySchedule } from '../market/phases.ts'
import { activityAt } from './activity.ts'
import { actInAuction } from './auction-flow.ts'
import { DAY_END, isMoving } from './day-clock.ts'
import { advanceFairValues } from './fair-values.ts'
import { actContinuously } from './order-flow.ts'
import { dealNowAndThen } from './put-through.ts'
import { changeSession } from './sessions.ts'
import { tellIndex } from './tell-index.ts'
import { tellAll, tellDue } from './telling.ts'
import type { TradingFloor, VenueFloor } from './trading-floor.ts'
import { askAgain } from './waiting.ts'

/** Width of the grid on which simulated time moves, ms. */
const STEP = 100

const SECOND = 1_000
const INDEX_GAP = 5_000

/** What investors of a venue do in a second of mean activity, on an exchange of the usual size. */
const ACTS_PER_SECOND: Record<Venue, number> = { HOSE: 124, HNX: 11.3, UPCOM: 6.3, DERIVATIVES: 36 }

/** A phase that begins on a simulated day. */
interface Change {
  readonly at: Instant
  readonly venue: VenueFloor
  readonly phase: Phase
}

/** One simulated day, to be run step by step. */
export interface Day {
  readonly floor: TradingFloor
  /** Phases still to come, the next one last. */
  readonly changes: Change[]
  /** The step to be run next; past `end` there is none. */
  next: Instant
  readonly end: Instant
}

/** A day before its first step, at 08:30. */
export function dayOf(floor: TradingFloor): Day {
  const changes = floor.venues
    .flatMap((venue) => changesOf(venue, floor.date))
    .filter(({ at }) => at >= floor.now)
    .sort((a, b) => b.at - a.at)
  return { floor, changes, next: floor.now, end: instantOf(floor.date, DAY_END) }
}

const changesOf = (venue: VenueFloor, date: IsoDate): readonly Change[] =>
  daySchedule(venue.venue, date).map(({ phase, from }) => ({ at: from, venue, phase }))

/** Runs one step of the grid: what it told stands on the floor's tape. */
export function runStep(day: Day): void {
  const { floor } = day
  floor.now = day.next
  day.next += STEP
  changePhases(day)
  if (floor.now % SECOND === 0) advanceSecond(floor)
  for (const venue of floor.venues) {
    takeOrders(floor, venue)
    dealNowAndThen(floor, venue, STEP / SECOND)
  }
  if (floor.now % INDEX_GAP === 0) tellIndices(floor)
  if (floor.now < day.end) tellDue(floor)
  else tellAll(floor)
}

function changePhases({ floor, changes }: Day): void {
  let change = changes[changes.length - 1]
  while (change && change.at <= floor.now) {
    const { venue, phase } = change
    for (const security of venue.securities) changeSession(floor, security, phase)
    // The gap between two quotes is another one now.
    askAgain(floor.quotesDue)
    setPace(floor, venue)
    venue.nextOrderAt = isMoving(phase) ? floor.now + untilNextOrder(floor, venue) : Infinity
    changes.pop()
    change = changes[changes.length - 1]
  }
}

const phaseOf = (venue: VenueFloor): Phase => venue.securities[0]?.book.phase ?? 'closed'

/** How often orders come now; while a phase takes none, they do not. */
function setPace(floor: TradingFloor, venue: VenueFloor): void {
  const activity = activityAt(phaseOf(venue), ictTimeOfDay(floor.now))
  venue.orderGap = SECOND / (ACTS_PER_SECOND[venue.venue] * floor.pace * activity)
}

/** Orders come by chance and without memory: times between them are exponential. */
const untilNextOrder = (floor: TradingFloor, venue: VenueFloor): number =>
  venue.orderGap * floor.orders.exponential()

function takeOrders(floor: TradingFloor, venue: VenueFloor): void {
  while (venue.nextOrderAt <= floor.now) {
    const security = venue.securities[venue.draw(floor.orders)]
    if (security) {
      if (security.book.phase === 'continuous') actContinuously(floor, security)
      else actInAuction(floor, security)
    }
    venue.nextOrderAt += untilNextOrder(floor, venue)
  }
}

function advanceSecond(floor: TradingFloor): void {
  const moving = floor.venues.filter((venue) => isMoving(phaseOf(venue)))
  if (moving.length === 0) return
  for (const venue of moving) setPace(floor, venue)
  advanceFairValues(
    floor.values,
    floor.indices.find(({ listed }) => listed.id === 'VN30'),
  )
}

/** While its venue is open, and once when that changes. */
function tellIndices(floor: TradingFloor): void {
  for (const index of floor.indices) {
    const session = index.members[0]?.security.session ?? 'C'
    const resting = session === 'C' || session === 'BREAK'
    if (!resting || (index.last && index.last.session !== session)) tellIndex(floor, index)
  }
}
