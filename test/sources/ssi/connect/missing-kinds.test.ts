import { asyncScheduler } from 'rxjs'
import { describe, expect, it } from 'vitest'
import type { Lost, SessionEvent } from '../../../../src/sources/session/session.ts'
import { missingKinds, type MissingKindsOptions } from '../../../../src/sources/ssi/connect/missing-kinds.ts'
import { marbles } from '../../../../src/testing/marbles.ts'

const message = (kind: string): SessionEvent<string> => ({
  kind: 'messages',
  messages: [`{"DataType":"${kind}","Content":"{}"}`],
})
const values: Record<string, SessionEvent<string> | Lost> = {
  s: { kind: 'subscribed' },
  l: { kind: 'lost', reason: 'It broke.', retryIn: 1, planned: false },
  t: message('X-TRADE'),
  T: message('Trade'),
  q: message('X-QUOTE'),
  m: message('MI'),
  f: message('F'),
  u: { kind: 'messages', messages: ['no JSON'] },
}

/** What is warned of while events come, ten milliseconds after the acknowledgement at the earliest. */
function warned(diagram: string, channels: string, more: Partial<MissingKindsOptions> = {}) {
  const warnings: string[] = []
  marbles((m) => {
    const options = { channels, now: () => asyncScheduler.now(), isQuietPhase: () => false, proveWithin: 10 }
    const events$ = m.hot(diagram, values)
    const watched$ = events$.pipe(
      missingKinds({ ...options, onWarning: (text) => warnings.push(text), ...more }),
    )
    m.expect(watched$).toBeObservable(diagram, values)
  })()
  return warnings
}

const JOINED = 'F:ALL,X-TRADE:ALL,MI:ALL'

describe('missingKinds', () => {
  it('names what never comes, once, although the rest does', () => {
    expect(warned('s-t-f-u-t-t-t-t-t-ls-t-t-t-t-t-t-t', JOINED)).toEqual([
      'F:ALL,X-TRADE:ALL,MI:ALL: nothing of MI comes over this connection; let each kind have its own.',
    ])
  })

  it.each([
    ['all of it comes, under any name', 's-T-m-----------T-T', JOINED],
    ['what may rest does', 's-t-m-----------t-t', JOINED],
    ['the time is not over', 's-t-t-t-t', JOINED],
    ['the combined kind comes as its parts', 's-t-----------q-q', 'X:ALL'],
    ['everything is asked for', 's-t-----------t-t', 'ALL'],
  ])('is silent when %s', (_, diagram, channels) => {
    expect(warned(diagram, channels)).toEqual([])
  })

  it('begins to count when the market opens', () => {
    const isQuietPhase = (now: number) => now < 20
    expect(warned('s-t-------------------t-t', JOINED, { isQuietPhase })).toEqual([])
    expect(warned('s-t----------------t---t---t---t---t---t', JOINED, { isQuietPhase })).toHaveLength(1)
  })
})
