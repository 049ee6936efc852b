import { Gauge, type Registry } from 'prom-client'
import type { HealthParts } from './routes/health.ts'

/** Makes the metric of how each dependency stands, asked for anew each time that metrics are read. */
export function dependencyMetric(registry: Registry, health: HealthParts['health']): void {
  new Gauge({
    name: 'dependency_up',
    help: '1 while what the process depends on does its work, otherwise 0; a feed may be silent while the market is.',
    labelNames: ['name'],
    registers: [registry],
    async collect() {
      for (const { name, up } of await health()) this.set({ name }, Number(up))
    },
  })
}
