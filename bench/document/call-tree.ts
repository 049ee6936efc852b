import { fileURLToPath } from 'node:url'
import type { CpuProfile } from '../live/profile.ts'

/** A function in the place where it was called from, with what it called. */
export interface Call {
  readonly name: string
  /** File and line, as seen from the root of the project; empty for what is of V8 itself. */
  readonly place: string
  /** µs in itself, and with all that it called. */
  own: number
  total: number
  readonly calls: readonly Call[]
}

const root = fileURLToPath(new URL('../../', import.meta.url))

function placeOf(url: string, line: number): string {
  if (url === '') return ''
  const path = url.startsWith('file:') ? fileURLToPath(url.replace(/\?.*$/, '')) : url
  const short = path.replace(root, '').replace(/^node_modules\//, '')
  // What is compiled as it is loaded stands in one line.
  return line === 0 ? short : `${short}:${line + 1}`
}

/** What is no work of the program's: nothing to do, and the profiler itself. */
const NO_WORK = ['(idle)', '(program)', 'dispatch']

/** The calls of a profile, without the time in which nothing was to do. */
export function callTree({ nodes, samples, timeDeltas }: CpuProfile): Call {
  const own = new Map<number, number>()
  samples.forEach((id, i) => own.set(id, (own.get(id) ?? 0) + (timeDeltas[i] ?? 0)))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const callOf = (id: number): Call | undefined => {
    const node = byId.get(id)
    if (!node || NO_WORK.includes(node.callFrame.functionName)) return undefined
    const calls = (node.children ?? []).flatMap((child) => callOf(child) ?? [])
    const self = own.get(id) ?? 0
    const { functionName, url, lineNumber } = node.callFrame
    return {
      name: functionName || 'anonymous',
      place: placeOf(url, lineNumber),
      own: self,
      total: self + calls.reduce((sum, { total }) => sum + total, 0),
      calls,
    }
  }
  const first = nodes[0] && callOf(nodes[0].id)
  if (!first) throw new Error('The profile is empty.')
  return first
}

/** A function wherever it was called from. */
export interface Hot {
  readonly name: string
  readonly place: string
  /** Share of all that was done, in itself. */
  readonly share: number
}

/** The functions in which most time was spent, the hottest first. */
export function hottest(tree: Call, count: number): readonly Hot[] {
  const all = new Map<string, { name: string; place: string; share: number }>()
  const visit = ({ name, place, own, calls }: Call): void => {
    const key = `${name} ${place}`
    const hot = all.get(key) ?? { name, place, share: 0 }
    hot.share += own / tree.total
    all.set(key, hot)
    calls.forEach(visit)
  }
  visit(tree)
  return [...all.values()].toSorted((a, b) => b.share - a.share).slice(0, count)
}
