import { isJsonObject } from '../../json-object.ts'

/** What a message says of the connection itself. */
export interface Control {
  /** `ping`, `auth_success`, `subscribed`, `error`, … */
  readonly action: string
  /** Code and words of an error; '' where there are none. */
  readonly said: string
}

/** Messages of data need no second look, and are nearly all. */
const LOOKS_LIKE_ONE = /"(?:action|a)"\s*:\s*"/

/** Reads a message of the connection's own; `undefined` for data, and for what cannot be read. `action` may be `a`, `message` `msg`. */
export function controlIn(text: string): Control | undefined {
  if (!LOOKS_LIKE_ONE.test(text)) return undefined
  const { T, action, a, code, message, msg } = objectIn(text)
  const name = action ?? (T === undefined ? a : undefined)
  if (typeof name !== 'string') return undefined
  const words = [code, message ?? msg].filter((word) => typeof word === 'string' || typeof word === 'number')
  return { action: name, said: words.join(': ') }
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}
