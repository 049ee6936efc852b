import { isDeepStrictEqual } from 'node:util'
import { expect, it } from 'vitest'
import { random } from '../../src/exchange/random.ts'
import { brokenRun } from '../broken-run.ts'
import { eventfulFrames } from '../eventful-frames.ts'

const first = { from: '14:25', until: '14:50' }
const second = { from: '08:55', until: '09:25' }

it.each([1, 2, 3, 4, 5, 6])(
  'gives the same outputs and boards of two bad days broken off 300 times (seed %i)',
  (seed) => {
    const frames = eventfulFrames(seed, first, second)
    const { below } = random(seed, 'breaks')
    const breaks = new Set(Array.from({ length: 300 }, () => below(frames.length)))
    const whole = brokenRun(frames, new Set())
    const broken = brokenRun(frames, breaks)
    const differing = broken.outputs.findIndex((output, i) => !isDeepStrictEqual(output, whole.outputs[i]))
    expect(broken.outputs[differing]).toEqual(whole.outputs[differing])
    expect(broken.outputs.length).toBe(whole.outputs.length)
    expect(broken.missed).toEqual(whole.missed)
    expect(broken.views).toEqual(whole.views)
  },
)
