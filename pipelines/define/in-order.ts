import type { Pipeline } from './define-pipeline.ts'

/** The pipelines that a pipeline takes. */
export const pipelinesIn = ({ inputs }: Pipeline): readonly Pipeline[] =>
  Object.values(inputs).filter((input): input is Pipeline => 'kind' in input)

/**
 * Pipelines and those that they take, each once, so that each comes after those that it takes; by name where that leaves a choice.
 * Throws a `TypeError` when two have one name, and when one takes itself, be it through others.
 */
export function inOrder(pipelines: readonly Pipeline[]): readonly Pipeline[] {
  const ordered = new Map<string, Pipeline>()
  const open = new Set<string>()

  function add(pipeline: Pipeline): void {
    const { name } = pipeline
    const known = ordered.get(name)
    if (known === pipeline) return
    if (known) throw new TypeError(`Two pipelines have the name ${name}.`)
    if (open.has(name)) throw new TypeError(`Pipeline ${name} takes itself, through ${[...open].join(', ')}.`)
    open.add(name)
    for (const taken of pipelinesIn(pipeline)) add(taken)
    open.delete(name)
    ordered.set(name, pipeline)
  }

  for (const pipeline of [...pipelines].sort((a, b) => (a.name < b.name ? -1 : 1))) add(pipeline)
  return [...ordered.values()]
}
