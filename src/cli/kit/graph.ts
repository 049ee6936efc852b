import type { PipelineStanding } from '../../../pipelines/define/standing.ts'
import { pipelinesIn } from '../../../pipelines/define/in-order.ts'
import type { Pipeline } from '../../../pipelines/define/define-pipeline.ts'
import type { Board } from '../../../pipelines/board/board.ts'
import { tables } from '../../../sinks/tables.ts'
import type { Output } from '../../domain/outputs.ts'
import type { Audiences } from '../../server/audiences.ts'
import type { Metrics } from '../../server/metrics.ts'
import type { Graph, GraphEdge, GraphNode } from '../../server/routes/graph.ts'
import type { Flow } from '../flow.ts'
import type { Kit } from './kit.ts'

/** What the graph is read from. */
export interface GraphParts {
  readonly board: Pick<Board, 'feed'>
  readonly flow: Flow
  readonly metrics: Metrics
  readonly audiences: Audiences
  readonly kit: Kit | undefined
  /** Kinds of output that the store keeps; all that have a table unless said. */
  readonly kinds?: ReadonlySet<string>
}

/** The way of a frame, in its order. */
const LINE = ['journal', 'decode', 'dated', 'placed', 'known', 'bands', 'gaps', 'classify'] as const

/** The pipelines of vnflow: what each gives, and takes beside the ordered stream. */
const BUILT_IN: Readonly<
  Record<string, { readonly gives: Output['kind']; readonly takes?: readonly string[] }>
> = {
  market: { gives: 'session' },
  foreign: { gives: 'foreignFlow' },
  indices: { gives: 'index' },
  'active-future': { gives: 'activeFuture' },
  derivatives: { gives: 'basis' },
  bars: { gives: 'bar' },
  alerts: { gives: 'alert', takes: ['foreign', 'active-future', 'derivatives'] },
}
/** Kinds that come out as they came in. */
const EVENTS: readonly Output['kind'][] = [
  'trade',
  'quote',
  'band',
  'gap',
  'status',
  'putThrough',
  'rejected',
]

const givers = new Map(Object.entries(BUILT_IN).map(([name, { gives }]) => [gives, `pipeline:${name}`]))
const giverOf = (kind: Output['kind']): string => givers.get(kind) ?? 'operator:classify'

/** What each WebSocket channel shows. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  market: ['market', 'foreign', 'indices', 'derivatives'].map((name) => `pipeline:${name}`),
  foreign: ['pipeline:foreign'],
  index: ['pipeline:indices'],
  alerts: ['pipeline:alerts'],
}

const unique = (edges: readonly GraphEdge[]): readonly GraphEdge[] => [
  ...new Map(edges.map((edge) => [`${edge.from} ${edge.to}`, edge])).values(),
]

/** Reads the graph of a process as it is when it is asked for. */
export async function graphOf(parts: GraphParts): Promise<Graph> {
  const pieces = [line(parts), builtIn(parts), own(parts), stores(parts), await channels(parts)]
  return {
    nodes: pieces.flatMap(({ nodes }) => nodes),
    edges: unique(pieces.flatMap(({ edges }) => edges)),
  }
}

function line({ board, flow }: GraphParts): Graph {
  const { source } = board.feed()
  const latency = flow.latency()
  const measured: Partial<GraphNode> = {
    count: EVENTS.reduce((sum, kind) => sum + flow.count(kind), 0),
    rate: EVENTS.reduce((sum, kind) => sum + flow.rate(kind), 0),
    drops: flow.count('rejected'),
    ...(latency && { latency_ms: latency }),
  }
  const first: GraphNode = { id: `source:${source}`, kind: 'source', name: source, drops: flow.count('gap') }
  const nodes = LINE.map((name): GraphNode => ({
    id: `operator:${name}`,
    kind: 'operator',
    name,
    ...(name === 'classify' && measured),
  }))
  const all = [first, ...nodes]
  return { nodes: all, edges: nodes.map(({ id }, i) => ({ from: all[i]?.id ?? '', to: id })) }
}

function builtIn({ flow }: GraphParts): Graph {
  const all = Object.entries(BUILT_IN)
  return {
    nodes: all.map(([name, { gives }]) => ({
      id: `pipeline:${name}`,
      kind: 'pipeline',
      name,
      state: 'running',
      count: flow.count(gives),
      rate: flow.rate(gives),
    })),
    edges: all.flatMap(([name, { takes = [] }]) =>
      ['operator:classify', ...takes.map((taken) => `pipeline:${taken}`)].map((from) => ({
        from,
        to: `pipeline:${name}`,
      })),
    ),
  }
}

function own({ kit, flow }: GraphParts): Graph {
  if (!kit) return { nodes: [], edges: [] }
  const standings = new Map(kit.standings().map((standing) => [standing.name, standing]))
  return {
    nodes: kit.pipelines.map(({ name }) => ownNode(name, standings.get(name))),
    edges: kit.pipelines.flatMap((pipeline) => edgesTo(pipeline, standings.get(pipeline.name), flow)),
  }
}

function ownNode(name: string, standing: PipelineStanding | undefined): GraphNode {
  const { state, error, rows: count, cost, missed: drops, stateBytes: bytes } = standing ?? {}
  return {
    id: `pipeline:${name}`,
    kind: 'pipeline',
    name,
    own: true,
    ...(state && { state }),
    ...(error !== undefined && { error }),
    ...(count !== undefined && { count }),
    ...(cost && { latency_ms: cost }),
    ...(drops !== undefined && { drops }),
    ...(bytes !== undefined && { state_bytes: bytes }),
  }
}

/** The ways to a pipeline of the user's. What one giver gives of several kinds goes one way. */
function edgesTo(
  pipeline: Pipeline,
  standing: PipelineStanding | undefined,
  flow: Flow,
): readonly GraphEdge[] {
  const to = `pipeline:${pipeline.name}`
  const kinds = new Set(
    Object.values(pipeline.inputs).flatMap((input) => ('kinds' in input ? input.kinds : [])),
  )
  const ways = [
    ...[...kinds].map((kind) => ({ from: giverOf(kind), name: kind, rate: flow.rate(kind) })),
    ...pipelinesIn(pipeline).map(({ name }) => ({ from: `pipeline:${name}`, name: `pipeline:${name}` })),
  ]
  const givers = new Set(ways.map(({ from }) => from))
  return [...givers].map((giver) => {
    const together = ways.filter(({ from }) => from === giver)
    return { from: giver, to, ...passed(together, standing) }
  })
}

/** What went a way. Of rows of other pipelines no rate is known, and while it does not run, nothing goes. */
function passed(ways: readonly Way[], standing: PipelineStanding | undefined): Partial<GraphEdge> {
  if (!standing) return {}
  const names = new Set(ways.map(({ name }) => name))
  const inputs = standing.inputs.filter(({ name }) => names.has(name))
  const rates = ways.flatMap(({ rate }) => rate ?? [])
  const rate = standing.state === 'running' ? rates.reduce((sum, one) => sum + one, 0) : 0
  return {
    count: inputs.reduce((sum, { given }) => sum + given, 0),
    drops: inputs.reduce((sum, { missed }) => sum + missed, 0),
    ...(rates.length > 0 && { rate }),
    ...(standing.cost && { latency_ms: standing.cost }),
  }
}

interface Way {
  readonly name: string
  readonly rate?: number
}

function stores({ flow, kit, kinds }: GraphParts): Graph {
  const kept = Object.entries(tables).filter(([kind]) => !kinds || kinds.has(kind))
  const built = kept.map(([kind, { name }]) => ({ kind: kind as Output['kind'], name }))
  const rows = [...(kit?.tables ?? [])].map(([name, { table }]) => ({ name, table: table.name }))
  const rowCounts = new Map(kit?.standings().map(({ name, rows: count }) => [name, count]))
  return {
    nodes: [
      ...built.map(({ kind, name }) =>
        sink(`table:${name}`, { count: flow.count(kind), rate: flow.rate(kind), drops: 0 }),
      ),
      ...rows.map(({ name, table }) => sink(`table:${table}`, { count: rowCounts.get(name) ?? 0, drops: 0 })),
    ],
    edges: [
      ...built.map(({ kind, name }) => ({ from: giverOf(kind), to: `sink:table:${name}` })),
      ...rows.map(({ name, table }) => ({ from: `pipeline:${name}`, to: `sink:table:${table}` })),
    ],
  }
}

const sink = (name: string, more: Partial<GraphNode>): GraphNode => ({
  id: `sink:${name}`,
  kind: 'sink',
  name,
  ...more,
})

async function channels({ metrics, audiences }: GraphParts): Promise<Graph> {
  const [sent, dropped] = [await metrics.messagesSent.get(), await metrics.messagesDropped.get()]
  const sum = ({ values }: typeof sent | typeof dropped, channel: string) =>
    values.filter(({ labels }) => labels.channel === channel).reduce((total, { value }) => total + value, 0)
  const names = Object.keys(audiences)
  return {
    nodes: names.map((name) => sink(`ws:${name}`, { count: sum(sent, name), drops: sum(dropped, name) })),
    edges: names.flatMap((name) => (SHOWN[name] ?? [name]).map((from) => ({ from, to: `sink:ws:${name}` }))),
  }
}
