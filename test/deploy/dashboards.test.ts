import { expect, it } from 'vitest'
import { get, serve } from '../server/fixtures.ts'
import { missingMetrics, usedMetrics } from './used-metrics.ts'

/** What the composition root adds when it knows whom the process depends on. */
const ofHealth = 'dependency_up'

it('finds what dashboards and rules use', () => {
  const used = usedMetrics()
  expect(new Set(used.map(({ where }) => where)).size).toBe(5)
  expect(used).toContainEqual({
    where: 'grafana/vnflow-alerts.json',
    metric: 'ws_messages_dropped_total',
    labels: ['reason', 'channel'],
  })
  expect(missingMetrics('# TYPE journal_last_seq gauge')).not.toContain(
    'grafana/vnflow-pipeline.json: journal_last_seq',
  )
  expect(missingMetrics('')).toContain('grafana/vnflow-pipeline.json: journal_last_seq')
})

it('has every metric, with the labels that are asked of it', async () => {
  const { url, metrics } = await serve()
  const { text } = await get(`${url}/metrics`)
  expect(missingMetrics(text).filter((missing) => !missing.endsWith(` ${ofHealth}`))).toEqual([])

  const labelsOf = (metric: string) => {
    const found = metrics.registry.getSingleMetric(metric.replace(/_(bucket|sum|count)$/, ''))
    const known: unknown = found && 'labelNames' in found ? found.labelNames : []
    return Array.isArray(known) ? (known as readonly string[]) : []
  }
  const unknown = usedMetrics()
    .filter(({ metric }) => metric !== ofHealth)
    .flatMap(({ where, metric, labels }) =>
      labels
        .filter((label) => !labelsOf(metric).includes(label))
        .map((label) => `${where}: ${metric}{${label}}`),
    )
  expect(unknown).toEqual([])
})
