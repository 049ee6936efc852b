import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { scanPairs } from '../../../src/sources/scan/scanner.ts'
import { load } from '../../../src/sources/scan/scratch.ts'
import { begin } from '../../../src/sources/scan/target.ts'
import { SHAPES } from '../../../src/sources/ssi/scan/shapes.ts'
import { golden } from '../../../src/testing/golden.ts'
import { samples } from '../ssi/samples.ts'
import { assembled } from './assembled.ts'

const path = (name: string) => fileURLToPath(new URL(`../../../src/sources/scan/${name}`, import.meta.url))

/** The file that holds a module. */
const linesOf = (module: Buffer): readonly string[] => [
  '/** `scanner.wat`, assembled: its test writes it. */',
  'export const SCANNER = Buffer.from(',
  '  [',
  ...(module.toString('base64').match(/.{1,100}/g) ?? []).map((line) => `    '${line}',`),
  "  ].join(''),",
  "  'base64',",
  ')',
]

describe('the scanner', () => {
  it('is its text, assembled', async () => {
    const text = readFileSync(path('scanner.wat'), 'utf8')
    await golden(path('scanner-module.ts'), linesOf(assembled(text)))
  })

  it.each(['F', 'X-QUOTE', 'X-TRADE', 'R', 'MI', 'B'] as const)('reads all of %s at once', (kind) => {
    const { object } = SHAPES.get(kind)!
    begin(object.into)
    expect(scanPairs(load(samples[kind]) + 1, object.first, object.at)).toBe(-samples[kind].length)
  })
})
