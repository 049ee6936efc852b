/** The fields of a JSON object; none for a text that is anything else. */
export function fieldsIn(text: string): Readonly<Partial<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
