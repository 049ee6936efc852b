import type { Trade } from '../../src/domain/event.ts'
import type { Price } from '../../src/domain/money.ts'
import type { Instant } from '../../src/domain/time.ts'
import { isFuture } from '../../src/market/contract-code.ts'
import { tickSize } from '../../src/market/tick-size.ts'
import { TICK_TREES } from './tick-trees.ts'

/** Trades at one price, one after another. */
interface Run {
  trades: number
  volume: number
}

/** What the trades of a security tell of the side of the next one. Prices in ticks. */
export interface TickMemory {
  last: number
  time: Instant
  /** Trades since the second began. */
  place: number
  /** The last three changes of price, the newest first; 0 where there was none yet. */
  moves: readonly [number, number, number]
  run: Run
  runBefore: Run
  /** Moving averages of the price, each slower than the one before it. */
  readonly averages: number[]
  /** Moving averages of prices after a rise and after a fall: about where asks and bids are. */
  ask: number
  bid: number
  /** Moving average of the size of changes. */
  size: number
}

/** Weights of the newest price in the averages, and of the newest change. */
const WEIGHTS = [0.5, 0.2, 0.02, 0.01]
const SIDE_WEIGHT = 0.3
const SIZE_WEIGHT = 0.02

/** Ticks that a change is taken to have before one was seen. */
const FIRST_SIZE = 2

/** The memory of a security before its first trade. */
export const tickMemory = (): TickMemory => ({
  last: NaN,
  time: -Infinity,
  place: 0,
  moves: [0, 0, 0],
  run: { trades: 0, volume: 0 },
  runBefore: { trades: 0, volume: 0 },
  averages: WEIGHTS.map(() => NaN),
  ask: NaN,
  bid: NaN,
  size: FIRST_SIZE,
})

/**
 * Takes the next trade in, in the order of the feed, and tells the log-odds that the tick rule is right about it: below 0, the other side is
 * likelier. `undefined` before the third change of price. Only what came before the trade and the trade itself count.
 */
export function trustInTick(memory: TickMemory, trade: Trade): number | undefined {
  const ticks = ticksOf(trade)
  if (Number.isNaN(memory.last)) settleAt(memory, ticks)
  const change = ticks - memory.last
  extend(memory, trade, change)
  const trust = memory.moves[2] === 0 ? undefined : sumOf(traitsOf(memory, ticks))
  follow(memory, ticks, change)
  return trust
}

const ticksOf = ({ venue, symbol, price }: { venue: Trade['venue']; symbol: string; price: Price }): number =>
  price / tickSize(venue, isFuture(symbol) ? 'future' : 'stock', price)

function settleAt(memory: TickMemory, ticks: number): void {
  memory.last = memory.ask = memory.bid = ticks
  memory.averages.fill(ticks)
}

/** Counts a trade in its second and its run; a change of price begins a run. */
function extend(memory: TickMemory, trade: Trade, change: number): void {
  memory.place = trade.exchangeTime === memory.time ? memory.place + 1 : 0
  memory.time = trade.exchangeTime
  if (change !== 0) {
    memory.moves = [change, memory.moves[0], memory.moves[1]]
    memory.runBefore = memory.run
    memory.run = { trades: 0, volume: 0 }
  }
  memory.run.trades += 1
  memory.run.volume += trade.volume
}

function follow(memory: TickMemory, ticks: number, change: number): void {
  const { averages, moves } = memory
  if (change !== 0) memory.size += SIZE_WEIGHT * (Math.abs(change) - memory.size)
  WEIGHTS.forEach(
    (weight, i) => (averages[i] = (averages[i] ?? ticks) + weight * (ticks - (averages[i] ?? ticks))),
  )
  if (moves[0] > 0) memory.ask += SIDE_WEIGHT * (ticks - memory.ask)
  else if (moves[0] < 0) memory.bid += SIDE_WEIGHT * (ticks - memory.bid)
  memory.last = ticks
}

/** The traits that trees ask for, all seen from the side that the tick rule names: a fall is mirrored. */
function traitsOf({ moves, averages, ask, bid, ...memory }: TickMemory, ticks: number): readonly number[] {
  const sign = Math.sign(moves[0])
  const from = (level = ticks) => sign * (ticks - level)
  const [fastest, fast, slow, slowest] = averages
  const [other, same] = sign > 0 ? [bid, ask] : [ask, bid]
  return [
    ...moves.map((move) => sign * move),
    from(fast),
    from(slow),
    from(slowest),
    from(other),
    from(same),
    memory.place,
    memory.run.trades,
    from(fastest),
    memory.runBefore.trades,
    memory.run.volume,
    memory.runBefore.volume,
    memory.size,
  ]
}

/** A leaf, or a question: the place of a trait, its bound, what is at most that, and what is above. */
type Tree =
  number | { readonly trait: number; readonly bound: number; readonly atMost: Tree; readonly above: Tree }

const FIRST_LETTER = 97

function treeOf(words: string[]): Tree {
  const word = words.shift() ?? '0'
  const trait = word.charCodeAt(0) - FIRST_LETTER
  if (trait < 0) return Number(word)
  return { trait, bound: Number(word.slice(1)), atMost: treeOf(words), above: treeOf(words) }
}

const trees = TICK_TREES.map((text) => treeOf(text.split(' ')))

function sumOf(traits: readonly number[]): number {
  let sum = 0
  for (const tree of trees) sum += leafOf(tree, traits)
  return sum
}

function leafOf(tree: Tree, traits: readonly number[]): number {
  let at = tree
  while (typeof at !== 'number') at = (traits[at.trait] ?? 0) <= at.bound ? at.atMost : at.above
  return at
}
