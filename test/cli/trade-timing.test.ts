import { Registry } from 'prom-client'
import { of } from 'rxjs'
import { expect, it } from 'vitest'
import { program } from '../../pipelines/program.ts'
import { tradeTiming } from '../../src/cli/trade-timing.ts'
import { makeMetrics } from '../../src/server/metrics.ts'
import { decode } from '../../src/sources/decode.ts'
import { sample } from '../server/fixtures.ts'
import { simulatedFrames } from '../simulated-frames.ts'

it('measures one trade in 64 frames, from its frame to its side', async () => {
  const metrics = makeMetrics(new Registry())
  let clock = 0
  const timing = tradeTiming(metrics, () => (clock += 0.3))
  const frames = simulatedFrames({
    seed: 1,
    date: '2026-11-20',
    from: '09:20',
    until: '09:21',
    symbols: 40,
    kinds: ['trade'],
  })
  of(...frames)
    .pipe(program(timing.from(decode)))
    .subscribe(timing.to)

  const text = await metrics.registry.metrics()
  const name = 'trade_classification_duration_seconds'
  const count = Number(sample(text, `${name}_count`))
  expect(count).toBeGreaterThan(0)
  expect(count).toBeLessThanOrEqual(frames.length / 64)
  expect(Number(sample(text, `${name}_sum`))).toBeCloseTo(count * 0.0003)
  expect(sample(text, `${name}_bucket{le="0.00025"}`)).toBe('0')
  expect(sample(text, `${name}_bucket{le="0.0005"}`)).toBe(String(count))
})
