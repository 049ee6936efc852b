import { afterEach, describe, expect, it } from 'vitest'
import { probeVenue } from '../../src/sources/probe-venue.ts'
import { serve, stopServing } from '../exchange/wire/serve.ts'
import { fakeSsi } from './ssi/fake-ssi.ts'

afterEach(stopServing)

describe('probeVenue', () => {
  it('tells the run of a simulated exchange', async () => {
    const address = await serve({ run: '2026-11-20-seed7-abc', seed: 7, speed: 2.5 })
    expect(await probeVenue(address)).toEqual({ run: '2026-11-20-seed7-abc', seed: 7, speed: 2.5 })
  })

  it('tells nothing of another', async () => {
    const fake = await fakeSsi()
    expect(await probeVenue(fake.address)).toBeUndefined()
    fake.close()
  })

  it('fails where nobody answers, and says what to look at', async () => {
    await expect(probeVenue('http://127.0.0.1:1/')).rejects.toMatchObject({
      terminal: true,
      message: expect.stringMatching(
        /^Nobody answers at http:\/\/127\.0\.0\.1:1\/: .*Check the address\.$/,
      ) as string,
    })
  })
})
