import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { accuracy } from '../../bench/accuracy/accuracy.ts'
import { documentOf } from '../../bench/accuracy/document.ts'
import { recordings } from './recordings.ts'

const folder = recordings()

const document = await readFile('docs/accuracy.md', 'utf8')

/** The cells of the document's first row of a name. */
function cells(name: string): string[] {
  const line = document.split('\n').find((each) => each.split('|')[1]?.trim() === name) ?? ''
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim())
}

/** The numbers in them. */
const numbers = (name: string): number[] => cells(name).map((cell) => Number(cell.replaceAll(/[, %]/g, '')))

/** A document formatted otherwise tells the same. */
const told = (text: string) => text.replaceAll(/[ \n]+/g, ' ').replaceAll(/-{3,}:?/g, '---')

describe.skipIf(folder === undefined)('what docs/accuracy.md tells', () => {
  let measured: string
  beforeAll(async () => {
    measured = documentOf(await accuracy(folder ?? ''))
  })

  it('is what is measured', () => {
    expect(told(document)).toBe(told(measured))
  })

  it('has the learned rule half a point above the plain one, on days that it was not fitted on', () => {
    const [trades = 0, plain = 0, , , learned = 0] = numbers('**days not fitted on**')
    expect(trades).toBeGreaterThan(400_000)
    expect(plain).toBeGreaterThan(89.67)
    expect(learned - plain).toBeGreaterThanOrEqual(0.5)
  })

  it('has minutes as another recorder has them', () => {
    const [minutes = 0, , share = 0, own, recorded] = numbers('**all minutes**')
    expect(minutes).toBe(8 * 241)
    expect(share).toBeGreaterThanOrEqual(98)
    expect(own).toBe(recorded)
  })

  it.each(['basis, points', 'basis, percent to four decimals', 'premium, par or discount'])(
    'has the %s of every minute',
    (name) => {
      const [equal, minutes = 0] = numbers(name)
      expect(minutes).toBeGreaterThan(40_000)
      expect(equal).toBe(minutes)
    },
  )

  it('has bought and sold volumes of shares add up on every day', () => {
    const [days = 0, equal] = numbers('all')
    expect(days).toBeGreaterThan(1000)
    expect(equal).toBe(days)
  })

  it.each([
    'delta and cumulative delta, a trade',
    'VWAP, a trade, to the last bit',
    'bars of a minute: prices, volume, bought, sold',
  ])('has %s as SQL has it', (name) => {
    const [rows = 0, equal] = numbers(name)
    expect(rows).toBeGreaterThan(1900)
    expect(equal).toBe(rows)
  })
})
