import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** A metric that a dashboard or a rule uses, and a label of it, where one is named. */
interface Use {
  readonly where: string
  readonly metric: string
  readonly labels: readonly string[]
}

const folder = new URL('../../deploy/', import.meta.url)
const WORDS = new Set(['by', 'sum', 'rate', 'increase', 'histogram_quantile', 'time', 'le'])

/** The texts under a key, however deep. */
function under(key: string, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === 'string' ? [inner] : under(key, inner),
  )
}

const names = (list: string) => list.split(',').map((name) => name.trim())

/** What an expression of PromQL uses; labels of all that is in it together. */
function usesOf(where: string, expr: string): readonly Use[] {
  const groups = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => names(list))
  const filters = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/(\w+)\s*[=!]/g)].map(([, label = '']) => label),
  )
  const labels = [...groups, ...filters].filter((label) => label !== 'le')
  const bare = expr.replaceAll(/\bby \([^)]*\)|\{[^}]*\}|\[[^\]]*\]/g, ' ')
  const metrics = [...bare.matchAll(/[a-z_]\w*/gi)].map(([name]) => name).filter((name) => !WORDS.has(name))
  return metrics.map((metric) => ({ where, metric, labels }))
}

/** Everything that the dashboards and rules in `deploy/` use. */
export function usedMetrics(): readonly Use[] {
  const dashboards = readdirSync(new URL('grafana/', folder)).map((name) => `grafana/${name}`)
  const uses = dashboards.map((name): readonly [string, unknown] => [
    name,
    JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
  ])
  const rules = 'prometheus/alerts.yaml'
  return [...uses, [rules, parse(readFileSync(new URL(rules, folder), 'utf8'))] as const].flatMap(
    ([name, content]) => under('expr', content).flatMap((expr) => usesOf(name, expr)),
  )
}

/** The name under which a metric stands among the types, whose samples may bear an ending. */
const familyOf = (metric: string, families: ReadonlySet<string>) =>
  families.has(metric) ? metric : metric.replace(/_(bucket|sum|count)$/, '')

/** The metrics that are used and that a server does not have, by what it tells at `/metrics`. */
export function missingMetrics(told: string): readonly string[] {
  const families = new Set([...told.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name))
  return usedMetrics()
    .filter(({ metric }) => !families.has(familyOf(metric, families)))
    .map(({ where, metric }) => `${where}: ${metric}`)
}
