import { Router } from 'express'
import type { Registry } from 'prom-client'

/** Everything that is counted, as Prometheus reads it. */
export function metricsRoute(registry: Registry): Router {
  return Router().get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics())
  })
}
