import { Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { countOutput } from '../../src/cli/counts.ts'
import { makeMetrics } from '../../src/server/metrics.ts'
import { rejected } from '../../src/testing/index.ts'

it('counts what was rejected by the kind of its reason: not each security, field value and date is one', async () => {
  const metrics = makeMetrics(new Registry())
  const count = countOutput(metrics)
  for (const reason of [
    'LastPrice is "abc", expected a price above 0',
    'FPT is not among the securities that the feed lists',
    'CFPT2501 is not among the securities that the feed lists',
    '41B5GC000 is not among the securities that the feed lists',
    'where VNM trades is not known: no list names it',
    'where E1VFVN30 trades is not known: no list names it',
    'it is dated 2026-11-19T10:00:00+07:00, before the trading day that the feed has come to',
    '3 securities left out: X',
  ])
    count(rejected({ reason }))

  const { values } = await metrics.rejected.get()
  expect(values.map(({ labels, value }) => [labels.reason, value])).toEqual([
    ['LastPrice is', 1],
    ['a security is not among the securities that the feed lists', 3],
    ['where a security trades is not known', 2],
    ['it is dated', 1],
    ['other', 1],
  ])
})
