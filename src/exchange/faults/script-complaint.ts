import { type Document, isMap, isNode, isScalar, type LineCounter, type Pair } from 'yaml'
import type { z } from 'zod'
import { faultKinds } from './fault-kinds.ts'

type Path = readonly PropertyKey[]
type Issue = z.core.$ZodIssue

/** The line of a place in a text, from 1. */
export const lineOf = (lines: LineCounter, offset: number): number => lines.linePos(offset).line

/** What is wrong with a script, first of all: the line, the field, what stands there and what is allowed. */
export function complaintOf(error: z.ZodError, document: Document, lines: LineCounter): string {
  const [issue] = error.issues
  if (!issue) return `1: ${error.message}`
  const path = pathOf(issue)
  const line = lineOf(lines, offsetOf(document, path))
  const field = path.map(String).join('.') || 'the file'
  if (issue.code === 'unrecognized_keys')
    return `${line}: ${field} is not known here; allowed are ${namesFor(document, issue.path)}.`
  const value: unknown = document.getIn(path)
  return `${line}: ${field} ${value === undefined ? 'is missing' : `is ${said(value)}`}; allowed is ${issue.message}.`
}

const pathOf = (issue: Issue): Path =>
  issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path

const said = (value: unknown): string => JSON.stringify(isNode(value) ? value.toJSON() : value).slice(0, 80)

/** Where a field stands in the text, or what it should stand in. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const pair = isMap(parent) ? parent.items.find(isNamed(path[length - 1])) : undefined
    const node = pair ? pair.key : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

const isNamed =
  (name: PropertyKey | undefined) =>
  ({ key }: Pair): boolean =>
    isScalar(key) && key.value === name

/** The fields that are known where one was not. */
function namesFor(document: Document, path: Path): string {
  if (path.length === 0) return 'seed, faults'
  const kind = document.getIn([...path, 'kind'])
  const known = Object.entries(faultKinds).find(([name]) => name === kind)?.[1]
  return Object.keys(known?.in.shape ?? {}).join(', ')
}
