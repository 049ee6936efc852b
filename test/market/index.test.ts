import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as market from '../../src/market/index.ts'

const folder = new URL('../../src/market/', import.meta.url)
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n')

/** The comment that stands right above a function's declaration. */
const docOf = (name: string) =>
  new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:function|const) ${name}\\b`).exec(sources)?.[1]

const functions = Object.entries(market)
  .filter(([, value]) => typeof value === 'function')
  .map(([name]) => name)

it.each(functions)('%s has an example', (name) => {
  expect(docOf(name)).toContain('@example')
})
