import { expect } from 'vitest'
import { askAgain, nobodyWaiting, takeTurns, tellEveryone, wait } from '../../src/exchange/waiting.ts'
import { fc, test } from '../property-tests.ts'

/** Somebody with news, told at most every so often. */
interface Speaker {
  readonly name: number
  readonly places: number[]
  news: number
  toldAt: number
}

const speakers = (): Speaker[] =>
  Array.from({ length: 4 }, (_, name) => ({ name, places: [], news: 0, toldAt: -Infinity }))

/** What the queue stands for: one list, in which everyone who waits is asked in each step, once for each place. */
function oneList(speakers: readonly Speaker[]) {
  let list: Speaker[] = []
  return {
    add: (one: number) => list.push(speakers[one]!),
    step: (now: number, gap: number, tell: (one: Speaker) => boolean) => {
      list = list.filter((one) => now - one.toldAt < gap || (tell(one), false))
    },
    end: (tell: (one: Speaker) => boolean) => list.forEach(tell),
  }
}

function queue(speakers: readonly Speaker[]) {
  const waiting = nobodyWaiting<Speaker>(({ places }) => places)
  let gapBefore: number
  return {
    add: (one: number) => wait(waiting, speakers[one]!),
    step: (now: number, gap: number, tell: (one: Speaker) => boolean) => {
      if (gap !== gapBefore) askAgain(waiting)
      gapBefore = gap
      takeTurns(waiting, now, { turnOf: ({ toldAt }) => toldAt + gap, tell })
    },
    end: (tell: (one: Speaker) => boolean) => tellEveryone(waiting, tell),
  }
}

const speaker = fc.nat(3)
const act = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), one: speaker }),
  fc.record({ kind: fc.constant('news' as const), one: speaker }),
  // Out of turn, as before a trade.
  fc.record({ kind: fc.constant('tell' as const), one: speaker }),
  fc.record({ kind: fc.constant('step' as const), gap: fc.constantFrom(2, 5) }),
)

test.prop([fc.array(act, { maxLength: 200 })])('all tell as they would from one list', (acts) => {
  const tellings = [oneList, queue].map((make) => {
    const those = speakers()
    const waiting = make(those)
    const told: string[] = []
    let now = 0
    const tell = (one: Speaker) => {
      if (one.news === 0) return false
      told.push(`${now}: ${one.name} ${one.news}`)
      one.news = 0
      one.toldAt = now
      return true
    }
    for (const each of acts) {
      if (each.kind === 'step') waiting.step(now++, each.gap, tell)
      else if (each.kind === 'add') waiting.add(each.one)
      else if (each.kind === 'news') those[each.one]!.news++
      else tell(those[each.one]!)
    }
    waiting.end(tell)
    return told
  })
  expect(tellings[1]).toEqual(tellings[0])
})
