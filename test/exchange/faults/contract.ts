import { describe, expect, it } from 'vitest'
import type { MarketMessage } from '../../../src/exchange/message.ts'
import { isTrade } from '../../../src/exchange/faults/in-pieces.ts'
import { acting, run, type ToldMessage } from './acting.ts'
import { smallTape, START, tapeExchange } from './tape.ts'

const tape = smallTape(1)

/** The tape is over, and what was held back is told. */
const END = START + 60_999

/** A kind's own fault, at work from the 20th to the 40th second, and what the market told meanwhile. */
function played(kind: string, { seed = 1, step = 1000, isMoment = false } = {}) {
  const entry = isMoment ? { kind, after: 20 } : { kind, after: 20, for: 20 }
  const { events, faults } = acting(entry, seed)
  const told = run(tapeExchange(tape, 60), { faults, end: END, step })
  return { events, told, faults }
}

const texts = (told: readonly ToldMessage[]) => told.map(({ json }) => json).join('\n')

const market = () => tape.messages.filter(({ time }) => time < START + 60_000)

const totals = (messages: readonly MarketMessage[]) =>
  new Map(messages.filter(isTrade).map(({ symbol, totalVolume }) => [symbol, totalVolume]))

/** What every kind of fault must do, whatever it is. */
export function describeFault(kind: string, { isMoment }: { readonly isMoment: boolean }) {
  describe(`the fault ${kind}`, () => {
    it('begins and ends when the script says', () => {
      const { events } = played(kind, { isMoment, step: 100 })
      const seconds = events.map(({ what, time }) => `${what} ${(time - START) / 1000}`)
      if (isMoment) expect(seconds[0]).toBe('begins 20')
      else expect(seconds).toEqual(['begins 20', 'ends 40'])
      expect(events.every((event) => event.kind === kind)).toBe(true)
    })

    it('is the same by the same seed, whatever the steps in which time goes on', () => {
      const once = played(kind, { isMoment, seed: 5 })
      for (const step of [700, 60_999])
        expect(texts(played(kind, { isMoment, seed: 5, step }).told)).toBe(texts(once.told))
    })

    it('leaves the market as it is before, and after what it held back was told', () => {
      const told = played(kind, { isMoment, step: 100 }).told
      const isSound = (at: number) => at < START + 20_000 || at >= START + 41_000
      const sound = told.filter(({ at }) => isSound(at)).map(({ json }) => json)
      const truth = market().filter(({ time }) => isSound(time))
      expect(sound).toEqual(truth.map((message) => JSON.stringify(message)))
    })

    it('tells no volume that was not traded, and knows what was', () => {
      const { told, faults } = played(kind, { isMoment })
      const truth = totals(market())
      const messages = told.map(({ message }) => message)
      for (const [symbol, total] of totals(messages))
        expect(total).toBeLessThanOrEqual(truth.get(symbol) ?? 0)
      expect(faults.ledger.totals()).toEqual(truth)
    })

    it('is refused with a field that it does not know', () => {
      expect(() => acting({ kind, after: 1, sometimes: true })).toThrow(
        /^test:1: faults\.0\.sometimes is not known here; allowed are kind, at, after, chance/,
      )
    })

    it('is refused with two times', () => {
      expect(() => acting({ kind, after: 1, chance: 0.5 })).toThrow(
        'test:1: faults.0.chance is 0.5; allowed is one of at, after, chance.',
      )
    })
  })
}
