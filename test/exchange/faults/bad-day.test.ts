import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { faultKinds } from '../../../src/exchange/faults/fault-kinds.ts'
import { parseFaultScript } from '../../../src/exchange/faults/fault-script.ts'
import { endure, expectNothingLostTwice } from './recovery.ts'
import { triedSources } from './sources.ts'
import { smallTape } from './tape.ts'

const NAME = 'data/faults/bad-day.yaml'
const text = readFileSync(NAME, 'utf8')
const { faults: entries } = parse(text) as { readonly faults: readonly Readonly<Record<string, unknown>>[] }

/** All faults of the script have begun by then. */
const SECONDS = 720

describe('the bad day', () => {
  it('has a fault of every kind', () => {
    const kinds = parseFaultScript(text, NAME).faults.map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(Object.keys(faultKinds)))
  })

  it('leaves a source with everything, and gaps for what was lost', async () => {
    const outcome = await endure({
      entries,
      tape: smallTape(3, SECONDS),
      seed: 1,
      seconds: SECONDS,
      speed: 300,
      source: triedSources.v2(),
      isWatchful: true,
      isCombined: true,
    })
    expect(new Set(outcome.events.map(({ kind }) => kind))).toEqual(new Set(Object.keys(faultKinds)))
    expect(outcome.disconnects).toBeGreaterThan(3)
    expect(outcome.lostMeanwhile).toBeGreaterThan(0)
    expectNothingLostTwice(outcome)
  })
})
