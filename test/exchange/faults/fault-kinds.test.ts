import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faultKinds } from '../../../src/exchange/faults/fault-kinds.ts'
import { describeFault } from './contract.ts'

const MOMENTS = ['drop', 'token-expiry', 'refresh-reuse']

for (const kind of Object.keys(faultKinds)) describeFault(kind, { isMoment: MOMENTS.includes(kind) })

describe('the table of faults', () => {
  it('has every kind that there is a file for, under its own name', () => {
    const files = readdirSync('src/exchange/faults/kinds').map((file) => file.replace('.ts', ''))
    expect(Object.keys(faultKinds).sort()).toEqual(files.sort())
    for (const [name, kind] of Object.entries(faultKinds)) expect(kind.in.shape.kind.value).toBe(name)
  })
})
