import Ajv from 'ajv'

type Document = Readonly<Record<string, unknown>>

/** Checks frames against all that a document says the server sends; gives what is wrong with one. */
export function sentBy(document: Document): (frame: unknown) => readonly string[] {
  const { schemas } = document['components'] as { schemas: Record<string, object> }
  const sent = Object.entries(schemas).filter(([name]) => name !== 'request')
  const ajv = new Ajv({ allErrors: true })
  const checks = sent.map(([name, schema]) => [name, ajv.compile(schema)] as const)
  return (frame) => {
    const wrong = checks.map(([name, check]) =>
      check(frame) === true ? '' : `${name}: ${ajv.errorsText(check.errors)}`,
    )
    return wrong.includes('') ? [] : wrong
  }
}
