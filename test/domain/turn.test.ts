import { describe, expect, it } from 'vitest'
import { atTurnEnd, onArrival } from '../../src/domain/turn.ts'

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

describe('a turn of the loop', () => {
  it('works off all arrivals, then what they left for microtasks, then the ends, and only then goes on', async () => {
    const done: string[] = []
    const arrive = (name: string) =>
      onArrival(() => {
        done.push(name)
        atTurnEnd(() => done.push(`end of ${name}`))
        void Promise.resolve()
          .then(() => undefined)
          .then(() => {
            done.push(`left of ${name}`)
            atTurnEnd(() => done.push(`end of what ${name} left`))
          })
      })
    arrive('a')
    arrive('b')
    setImmediate(() => done.push('others'))
    expect(done).toEqual([])
    await nextTurn()
    const ends = ['end of a', 'end of b', 'end of what a left', 'end of what b left']
    expect(done).toEqual(['a', 'b', 'left of a', 'left of b', ...ends, 'others'])
  })

  it('leaves what comes without an arrival, or while the ends are worked off, for the next turn', async () => {
    const done: string[] = []
    atTurnEnd(() => done.push('no arrival'))
    expect(done).toEqual([])
    await nextTurn()
    expect(done).toEqual(['no arrival'])
    onArrival(() => atTurnEnd(() => atTurnEnd(() => done.push('asked for by an end'))))
    await nextTurn()
    expect(done).toEqual(['no arrival'])
    await nextTurn()
    expect(done).toEqual(['no arrival', 'asked for by an end'])
  })

  it('brings what arrives meanwhile in the next turn', async () => {
    const done: string[] = []
    onArrival(() => onArrival(() => done.push('second')))
    await nextTurn()
    expect(done).toEqual([])
    await nextTurn()
    expect(done).toEqual(['second'])
  })
})
