import Ajv from 'ajv'

/** The document, as far as answers are held to it. */
export interface Document {
  readonly openapi: string
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, unknown> }> }>
  >
}

/** An answer that came over the wire. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

const checkers = new WeakMap<Document, ReturnType<typeof Ajv>>()
function checkerOf(document: Document) {
  const known = checkers.get(document) ?? new Ajv({ unknownFormats: 'ignore', allErrors: true })
  if (!checkers.has(document)) checkers.set(document, known.addSchema(document, 'api'))
  return known
}

const placeOf = (steps: readonly string[]) =>
  `api#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`

const typeOf = (headers: Headers) => headers.get('content-type')?.split(';')[0] ?? ''

/** What is wrong with an answer by the document; null when nothing is. */
export function misfit(document: Document, path: string, method: string) {
  const ajv = checkerOf(document)
  return ({ status, headers, json, text }: Answer) => {
    const type = typeOf(headers)
    const told = document.paths[path]?.[method]?.responses[String(status)]
    if (told?.content[type] === undefined) return `${path} ${status} ${type} is not in the document`
    const check = ajv.compile({
      $ref: placeOf(['paths', path, method, 'responses', String(status), 'content', type, 'schema']),
    })
    return check(type.includes('json') ? json : text) ? null : ajv.errorsText(check.errors)
  }
}
