import { InvalidArgumentError } from 'commander'
import type { NamedParams } from '../store/protocol.ts'

/**
 * Adds what `--param NAME=VALUE` says to what those before it said. A value is a number where it is written as one, and all of it fits
 * into one; else a text, as it stands.
 */
export function readParam(text: string, before: NamedParams): NamedParams {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError(`"${text}" is no parameter: name=value is expected.`)
  return { ...before, [name]: isNumber(value) ? Number(value) : value }
}

/** An account 007 is none that is 7, and an order 12345678901234567890 would become another one. */
const isNumber = (text: string): boolean =>
  /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER
