import { describe, expect, it } from 'vitest'
import { faultKinds } from '../../../src/exchange/faults/fault-kinds.ts'
import { parseFaultScript } from '../../../src/exchange/faults/fault-script.ts'

const kinds = Object.keys(faultKinds).join(', ')
const parsed = (text: string) => parseFaultScript(text, 'day.yaml')
const times = (text: string) => parsed(text).faults.map(({ kind, timing }) => ({ kind, ...timing }))

describe('a fault script', () => {
  it('is read from YAML, with what is not said filled in', () => {
    const text = `
# A bad morning.
seed: 7
faults:
  - { kind: drop, at: 09:31:00 }
  - kind: lose        # all the time
    share: 0.0001
  - kind: slow
    chance: 0.002
    for: 10
    by: 1.5
  - { kind: silence, after: 90 }
`
    expect(parsed(text).seed).toBe(7)
    expect(times(text)).toEqual([
      { kind: 'drop', at: '09:31:00', for: 0 },
      { kind: 'lose', for: 60 },
      { kind: 'slow', chance: 0.002, for: 10 },
      { kind: 'silence', after: 90, for: 120 },
    ])
  })

  it('is read from JSON', () => {
    expect(times('{"faults":[{"kind":"kick","after":3}]}')).toEqual([{ kind: 'kick', after: 3, for: 0 }])
    expect(parsed('{"faults":[]}')).toEqual({ seed: 1, faults: [] })
  })

  it.each([
    ['faults:\n  - kind: dorp\n', `2: faults.0.kind is "dorp"; allowed is one of ${kinds}.`],
    ['seed: 1\nfaults:\n  - at: 09:31\n', `3: faults.0.kind is missing; allowed is one of ${kinds}.`],
    [
      'faults:\n  - kind: lose\n    share: 2\n',
      '3: faults.0.share is 2; allowed is the share of messages that is hit, above 0 and at most 1.',
    ],
    [
      'faults:\n  - kind: drop\n    at: 9h30\n',
      '3: faults.0.at is "9h30"; allowed is a time of day like 09:31 or 09:31:30.',
    ],
    [
      'faults:\n  - kind: drop\n    at: 09:31\n    for: 3\n',
      '4: faults.0.for is not known here; allowed are kind, at, after, chance, share.',
    ],
    [
      'faults:\n  - kind: drop\n    at: 09:31\n    after: 3\n',
      '4: faults.0.after is 3; allowed is one of at, after, chance.',
    ],
    ['faults:\n\n  - kind: drop\n', '3: faults.0.at is missing; allowed is one of at, after, chance.'],
    ['faults:\n  - 3\n', '2: faults.0 is 3; allowed is a fault, as `kind: drop`.'],
    ['seed: x\nfaults: []\n', '1: seed is "x"; allowed is a whole number.'],
    ['fault: []\n', '1: faults is missing; allowed is a list of faults, each with a kind.'],
    ['sed: 3\nfaults: []\n', '1: sed is not known here; allowed are seed, faults.'],
    ['[]', '1: the file is []; allowed is a script with a list of `faults`.'],
    ['', '1: the file is null; allowed is a script with a list of `faults`.'],
    [
      '{"faults":[{"kind":"slow",\n"by":-1}]}',
      '2: faults.0.by is -1; allowed is a number of seconds, 0 to 86400.',
    ],
    ['faults:\n  - kind: drop\n    kind: kick\n', '3: Map keys must be unique.'],
    ['faults: [\n', '2: Flow sequence in block collection must be sufficiently indented and end with a ].'],
  ])('says in one line what is wrong with %j', (text, complaint) => {
    expect(() => parsed(text)).toThrow(new Error(`day.yaml:${complaint}`))
  })
})
