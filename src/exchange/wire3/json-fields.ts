/** The fields of a JSON object, before anybody looked at them. */
export type JsonFields = Readonly<Partial<Record<string, unknown>>>

/** The fields of a text that is a JSON object; `undefined` for any other text. */
export function jsonFields(text: string): JsonFields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
