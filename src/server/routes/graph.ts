import { Router } from 'express'

/** A stage that values go through. What is not measured is absent. */
export interface GraphNode {
  /** `source:ssi`, `operator:classify`, `pipeline:bars`, `sink:table:trades`. */
  readonly id: string
  readonly kind: 'source' | 'operator' | 'pipeline' | 'sink'
  readonly name: string
  /** Made by a file of the user's. */
  readonly own?: boolean
  readonly state?: 'running' | 'waiting' | 'failed'
  /** What it failed of last. */
  readonly error?: string
  /** Values that it gave, or took where it is a sink, since the process began. */
  readonly count?: number
  /** The same in a second, over the last ten. */
  readonly rate?: number
  /** From the arrival of a frame to the end of all work on it, ms; or processor time of a value, of a pipeline of the user's. */
  readonly latency_ms?: { readonly median: number; readonly p99: number }
  /** Values that were lost on the way, or to it. */
  readonly drops?: number
  readonly state_bytes?: number
}

/** What a node gives to another. */
export interface GraphEdge {
  readonly from: string
  readonly to: string
  /** Values that went this way since the process began, and in a second, over the last ten; of a way to a pipeline of the user's. */
  readonly count?: number
  readonly rate?: number
  /** Values that came while it did not run. */
  readonly drops?: number
  /** Processor time of a value at its end, ms. */
  readonly latency_ms?: GraphNode['latency_ms']
}

/** Sources, operators, pipelines and sinks, and how they hang together. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** `GET /api/graph`: what runs, and how fast. */
export function graphRoute(graph: () => Promise<Graph>): Router {
  return Router().get('/api/graph', async (_request, response) => {
    response.json(await graph())
  })
}
