import Ajv from 'ajv'

type Document = Readonly<Record<string, unknown>>

interface Hearing {
  readonly operations: { readonly hear: { readonly messages: readonly { readonly $ref: string }[] } }
}

/** Checks frames against all that a document says the server sends; gives what is wrong with one. */
export function sentBy(document: Document): (frame: unknown) => readonly string[] {
  const { messages } = (document as unknown as Hearing).operations.hear
  const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore' }).addSchema(document, 'api')
  const checks = messages.map(({ $ref }) => {
    const name = $ref.split('/').at(-1) ?? ''
    return [name, ajv.compile({ $ref: `api#/components/schemas/${name}` })] as const
  })
  return (frame) => {
    const wrong = checks.map(([name, check]) =>
      check(frame) === true ? '' : `${name}: ${ajv.errorsText(check.errors)}`,
    )
    return wrong.includes('') ? [] : wrong
  }
}
