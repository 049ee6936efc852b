import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { messageOf } from '../../domain/message-of.ts'

/** Where in some files an error, or what caused it, was thrown, as `file:line:column`; undefined when in none of them. */
export function placeOf(error: unknown, files: ReadonlySet<string>): string | undefined {
  if (!(error instanceof Error)) return undefined
  for (const [, where = '', line, column] of (error.stack ?? '').matchAll(
    /\(?((?:file:\/\/)?\/[^()\n]*?):(\d+):(\d+)\)?$/gm,
  )) {
    const path = where.startsWith('file:') ? fileURLToPath(where) : where
    if (files.has(path.replace(/\?.*$/, ''))) return `${path.replace(/\?.*$/, '')}:${line}:${column}`
  }
  return missingExport(error, files) ?? placeOf(error.cause, files)
}

/** A name that a module does not export is told without a place: it is where it stands among the imports. */
function missingExport(error: Error, files: ReadonlySet<string>): string | undefined {
  const [, name] = /does not provide an export named '(\w+)'/.exec(error.message) ?? []
  if (name === undefined) return undefined
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    for (const found of text.matchAll(/import\s[^'"]*from/g)) {
      const at = found[0].search(new RegExp(`\\b${name}\\b`))
      if (at < 0) continue
      const before = text.slice(0, found.index + at).split('\n')
      return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
    }
  }
  return undefined
}

/** What an error says, with its place in some files before it. */
export function withPlace(error: unknown, files: ReadonlySet<string>): string {
  const text = messageOf(error)
  const message = text.replace(/The requested module 'file:[^']*\/([^/']+)'/, "The requested module '$1'")
  const place = placeOf(error, files)
  return place === undefined || message.startsWith(place) ? message : `${place}: ${message}`
}
