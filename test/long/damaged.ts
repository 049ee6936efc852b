import type { LastTrade } from '../../src/domain/event.ts'
import { random } from '../../src/exchange/random.ts'

/** Shuffles what bears the same second, whatever security it is of, and numbers it as it arrives. */
export function reordered(messages: readonly LastTrade[], seed: number): LastTrade[] {
  const { uniform } = random(seed, 'order')
  const out: LastTrade[] = []
  let second: { readonly message: LastTrade; readonly turn: number }[] = []
  messages.forEach((message, i) => {
    second.push({ message, turn: uniform() })
    if (messages[i + 1]?.exchangeTime === message.exchangeTime) return
    second.sort((a, b) => a.turn - b.turn)
    for (const next of second) out.push(next.message)
    second = []
  })
  return numbered(out)
}

/** The log's numbering. */
export const numbered = (messages: readonly LastTrade[]): LastTrade[] =>
  messages.map((message, i) => ({ ...message, seq: i + 1 }))

/** What became of messages on their way. */
export interface Damaged {
  readonly arrived: readonly LastTrade[]
  readonly lost: ReadonlySet<LastTrade>
  /** How many came twice. */
  readonly doubled: number
}

/** Loses and doubles a share of the messages each, and shuffles what is left inside each second. */
export function damaged(messages: readonly LastTrade[], rate: number, seed: number): Damaged {
  const { chance } = random(seed, 'faults')
  const lost = new Set<LastTrade>()
  const left = messages.flatMap((message) => {
    if (chance(rate)) {
      lost.add(message)
      return []
    }
    return chance(rate) ? [message, message] : [message]
  })
  return { arrived: reordered(left, seed), lost, doubled: left.length + lost.size - messages.length }
}
