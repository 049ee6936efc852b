import { describe, expect, it } from 'vitest'
import { known } from '../../operators/known.ts'
import type { DecodedEvent, Rejected } from '../../src/domain/event.ts'
import {
  clock,
  connection,
  foreign,
  index,
  last,
  members,
  quote,
  securities,
  status,
} from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const fpt = last({ symbol: 'FPT' })
const xyz = last({ symbol: 'XYZ', seq: 7, receivedTime: 12 })
const reject = (event: DecodedEvent & { symbol: string }): Rejected => ({
  kind: 'rejected',
  seq: event.seq,
  exchangeTime: undefined,
  receivedTime: event.receivedTime,
  reason: `${event.symbol} is not among the securities that the feed lists`,
  raw: JSON.stringify(event),
})

describe('known', () => {
  operatorContract<DecodedEvent, DecodedEvent>({
    operator: known,
    source: '  -l-f-x-|',
    inputs: { l: securities(), f: fpt, x: xyz },
    expected: '-l-f-x-|',
    outputs: { l: securities(), f: fpt, x: reject(xyz) },
  })

  it('lets all through before there is a list', () => {
    expect(run([xyz, fpt], known())).toEqual([xyz, fpt])
  })

  it('rejects every kind of event that names a security nobody listed', () => {
    const events = [xyz, quote({ symbol: 'XYZ' }), foreign({ symbol: 'XYZ' }), status({ symbol: 'XYZ' })]
    expect(run([securities(), ...events], known()).slice(1)).toEqual(events.map(reject))
  })

  it('lets futures of both code styles and members of an index through', () => {
    const events = ['VN30F2512', '41I1GC000', 'ACB'].map((symbol) => last({ symbol }))
    const lists = [securities(), members({ symbols: ['ACB'] })]
    expect(run([...lists, ...events], known()).slice(2)).toEqual(events)
  })

  it('forgets who left an index when its members are told again', () => {
    const events = [
      securities(),
      members({ symbols: ['ACB'] }),
      members({ symbols: ['BID'] }),
      last({ symbol: 'ACB' }),
    ]
    expect(run(events, known()).at(-1)).toEqual(reject(last({ symbol: 'ACB' })))
  })

  it('goes by the latest list', () => {
    const list = securities({ securities: [{ symbol: 'XYZ', venue: 'HNX', instrument: 'stock', name: '' }] })
    expect(run([securities(), list, xyz, fpt], known()).slice(2)).toEqual([xyz, reject(fpt)])
  })

  it('lets events without a symbol through', () => {
    const events = [clock(), connection(), index()]
    expect(run([securities(), ...events], known()).slice(1)).toEqual(events)
  })
})
