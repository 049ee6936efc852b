import { Router } from 'express'
import type { FeedJson } from '../../domain/index.ts'
import type { Views } from '../views.ts'

/** Something that the process needs to work, as it stands now. The store's is named `database`. */
interface DependencyJson {
  readonly name: string
  /** Without it the process is not ready. */
  readonly required: boolean
  readonly up: boolean
  /** Why it is down, or what it is about. */
  readonly detail?: string
}

/** What `/health` answers. */
interface HealthJson {
  /** `degraded` while a required dependency is down. */
  readonly status: 'ok' | 'degraded'
  readonly database: 'connected' | 'unavailable'
  readonly feed: FeedJson
  readonly dependencies: readonly DependencyJson[]
}

/** What the health routes ask. */
export interface HealthParts {
  readonly views: Views
  /** How each dependency stands now; without one named `database` the database counts as unavailable. */
  readonly health: () => readonly DependencyJson[] | Promise<readonly DependencyJson[]>
}

/**
 * `/health` tells how everything stands, always with 200; `/health/live` that the process answers;
 * `/health/ready` whether it can do its work: 503 while a required dependency is down, and which.
 */
export function healthRoutes({ views, health }: HealthParts): Router {
  const router = Router()
  const missing = (all: readonly DependencyJson[]) => all.filter(({ required, up }) => required && !up)

  router.get('/health', async (_request, response) => {
    const dependencies = await health()
    const answer: HealthJson = {
      status: missing(dependencies).length === 0 ? 'ok' : 'degraded',
      database: dependencies.some(({ name, up }) => name === 'database' && up) ? 'connected' : 'unavailable',
      feed: views.feed(),
      dependencies,
    }
    response.json(answer)
  })
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'ok' })
  })
  router.get('/health/ready', async (_request, response) => {
    const down = missing(await health())
    response
      .status(down.length === 0 ? 200 : 503)
      .json({ status: down.length === 0 ? 'ready' : 'not ready', down })
  })
  return router
}
