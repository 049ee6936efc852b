import { afterEach, describe, expect, it } from 'vitest'
import { probeVenue } from '../../../../src/sources/ssi/connect/probe-venue.ts'
import { serve, stopServing } from '../../../exchange/wire/serve.ts'
import { fakeSsi } from '../fake-ssi.ts'

afterEach(stopServing)

const credentials = (baseUrl: string) => ({ baseUrl, consumerId: 'id', consumerSecret: 'secret' })

describe('probeVenue', () => {
  it('tells the run of a simulated exchange', async () => {
    const address = await serve({ run: '2026-11-20-seed7-abc', seed: 7, speed: 2.5 })
    expect(await probeVenue(credentials(address))).toEqual({
      simulated: { run: '2026-11-20-seed7-abc', seed: 7, speed: 2.5 },
    })
  })

  it('tells nothing of another', async () => {
    const fake = await fakeSsi()
    expect(await probeVenue(credentials(fake.address))).toEqual({ simulated: undefined })
    fake.close()
  })

  it('fails as the token does', async () => {
    const address = await serve({ credentials: { consumerId: 'me', consumerSecret: 'mine' } })
    await expect(probeVenue(credentials(address))).rejects.toMatchObject({ terminal: true })
  })
})
