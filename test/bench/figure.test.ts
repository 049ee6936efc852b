import { expect, it } from 'vitest'
import { type Figure, figureJson, holds } from '../../bench/figure.ts'
import { lateness } from '../../bench/live/lateness.ts'

const figure: Figure = {
  name: 'replay',
  value: 1_200_000,
  unit: 'events/s',
  baseline: { name: 'reading alone', value: 2_000_000 },
  reach: { least: 1_000_000, ratio: { least: 0.4 } },
  beside: [{ name: 'lost', value: 0, unit: '', reach: { most: 0 } }],
}

it('tells a figure as JSON, with what it should reach in words', () => {
  expect(figureJson(figure)).toEqual({
    name: 'replay',
    value: 1_200_000,
    unit: 'events/s',
    baseline: 2_000_000,
    ratio: 0.6,
    reach: 'value ≥ 1,000,000, ratio ≥ 0.4, lost ≤ 0',
    holds: true,
  })
})

it.each<[string, Partial<Figure>]>([
  ['its value is too low', { value: 900_000 }],
  ['it is too far from its baseline', { baseline: { name: 'reading alone', value: 9_000_000 } }],
  [
    'something beside it does not hold',
    { beside: [{ name: 'lost', value: 1, unit: '', reach: { most: 0 } }] },
  ],
  ['it was not measured', { value: NaN }],
  ['it has no baseline to be compared with', { baseline: { name: 'none', value: NaN } }],
])('does not hold where %s', (_, change) => {
  expect(holds({ ...figure, ...change })).toBe(false)
})

it('counts a frame as late until a state that holds it is written', () => {
  // Two frames at 1 ms, one at 4 ms; a state of the first at 2 ms, one of all at 9 ms.
  const sent = { counts: [2, 3], times: [1_000, 4_000] }
  const written = { counts: [1, 3], times: [2_000, 9_000] }
  expect([...lateness(sent, written)]).toEqual([1, 5, 8])
})
