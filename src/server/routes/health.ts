import { Router, type RequestHandler } from 'express'
import type { FeedJson } from '../../domain/index.ts'
import type { Views } from '../views.ts'

/** Something that the process needs to work, as it stands now. The store's is named `database`. */
export interface Dependency {
  readonly name: string
  /** Without it the process is not ready. */
  readonly required: boolean
  readonly up: boolean
  /** Why it is down, or what it is about. */
  readonly detail?: string
  /** Time that it took to answer, where it was asked. */
  readonly latencyMs?: number
}

/** A dependency, as `/health` tells it. */
interface DependencyJson {
  readonly status: 'up' | 'down'
  readonly required: boolean
  readonly latency_ms?: number
  readonly detail?: string
}

/** What `/health` answers. */
interface HealthJson {
  /** `degraded` while a required dependency is down. */
  readonly status: 'ok' | 'degraded'
  readonly database: 'connected' | 'unavailable'
  readonly feed: FeedJson
  readonly dependencies: Readonly<Record<string, DependencyJson>>
  readonly uptime_seconds: number
  readonly version?: string
  /** Whether what is shown is made up. */
  readonly environment: 'simulated' | 'market'
}

/** What the health routes ask. */
export interface HealthParts {
  readonly views: Views
  /** How each dependency stands now; without one named `database` the database counts as unavailable. */
  readonly health: () => readonly Dependency[] | Promise<readonly Dependency[]>
  /** The program's. */
  readonly version?: string
}

/** The paths that outside programs know. */
const ROOTS = ['/health', '/api/health', '/api/v1/health'] as const

const missing = (all: readonly Dependency[]) => all.filter(({ required, up }) => required && !up)

const dependencyJson = ({ up, required, latencyMs, detail }: Dependency): DependencyJson => ({
  status: up ? 'up' : 'down',
  required,
  ...(latencyMs !== undefined && { latency_ms: latencyMs }),
  ...(detail !== undefined && { detail }),
})

const healthJson = (all: readonly Dependency[], { views, version }: HealthParts): HealthJson => {
  const feed = views.feed()
  return {
    status: missing(all).length === 0 ? 'ok' : 'degraded',
    database: all.some(({ name, up }) => name === 'database' && up) ? 'connected' : 'unavailable',
    feed,
    dependencies: Object.fromEntries(all.map((dependency) => [dependency.name, dependencyJson(dependency)])),
    uptime_seconds: Math.floor(process.uptime()),
    ...(version !== undefined && { version }),
    environment: feed.simulated ? 'simulated' : 'market',
  }
}

/**
 * `/health` tells how everything stands, with 503 while a required dependency is down; `/health/live` that the process answers, always
 * with 200; `/health/ready` whether it can do its work, and if not, for want of what. All of them under `/api` and `/api/v1` too;
 * `/health/detailed` is another name of the first.
 */
export function healthRoutes(parts: HealthParts): Router {
  const router = Router()
  const all: RequestHandler = async (_request, response) => {
    const dependencies = await parts.health()
    response.status(missing(dependencies).length === 0 ? 200 : 503).json(healthJson(dependencies, parts))
  }
  const live: RequestHandler = (_request, response) => {
    response.json({ status: 'ok' })
  }
  const ready: RequestHandler = async (_request, response) => {
    const down = missing(await parts.health())
    const isReady = down.length === 0
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready', down })
  }
  for (const root of ROOTS) {
    router.get(root, all)
    router.get(`${root}/detailed`, all)
    router.get(`${root}/live`, live)
    router.get(`${root}/ready`, ready)
  }
  return router
}
