import { describe, expect, it } from 'vitest'
import { decodeSsi } from '../../src/sources/ssi/decode.ts'
import { decodeSsi3 } from '../../src/sources/ssi3/decode.ts'
import { DEFAULT_TOPICS } from '../../src/sources/ssi3/topics.ts'
import { indexNamed } from '../../src/sources/index-named.ts'
import { decoded as ofDnse } from './dnse/decoded.ts'
import { sample as dnseSample } from './dnse/samples.ts'
import { broadcast, sample } from './ssi/samples.ts'
import { sampleFrame } from './ssi3/samples.ts'

describe('indexNamed', () => {
  it.each([
    ['HNXIndex', 'HNXINDEX'],
    ['HNX-INDEX', 'HNXINDEX'],
    ['hnx', 'HNXINDEX'],
    ['HNXUpcomIndex', 'UPCOMINDEX'],
    [' VN30 ', 'VN30'],
    ['VNXALLSHARE', 'VNXALLSHARE'],
  ])('takes %s for %s', (name, id) => {
    expect(indexNamed(name, 'IndexId')).toBe(id)
  })

  it.each([undefined, '', ' ', 30, 'V'.repeat(33)])('refuses %j', (name) => {
    expect(() => indexNamed(name, 'IndexId')).toThrow('expected the code of an index')
  })

  it('gives the index of UPCoM one id, whatever feed it is of', () => {
    const v2 = decodeSsi(broadcast('MI', sample('MI', { IndexId: 'HNXUpcomIndex' })))
    const v3 = decodeSsi3(sampleFrame('index', { s: 'HNXUPCOMINDEX' }))
    const dnse = ofDnse(dnseSample('mi', { indexName: 'UPCOM' }))
    for (const events of [v2, v3, dnse])
      expect(events).toMatchObject([{ kind: 'index', indexId: 'UPCOMINDEX' }])
  })

  it('reads every index that v3 is asked for', () => {
    for (const topic of DEFAULT_TOPICS.filter((each) => each.startsWith('trade.index.')))
      expect(decodeSsi3(sampleFrame('index', { s: topic.slice('trade.index.'.length) }))).toMatchObject([
        { kind: 'index' },
      ])
  })
})
