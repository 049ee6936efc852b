import { expect, it } from 'vitest'
import { expectedFlow } from '../../../../src/sources/ssi/connect/expected-flow.ts'

const busy = { proveWithin: 30, silence: 90 }

it.each([
  ['X-TRADE:ALL', 1],
  ['X-QUOTE:ALL', 1],
  ['x:all', 1],
  ['B:ALL', 1],
  ['MI:VN30-VNINDEX', 1],
  ['ALL', 1],
  ['R:ALL', 3],
  ['F:ALL,R: ALL', 3],
  ['F:ALL,X-TRADE:ALL', 1],
  ['F:ALL', Infinity],
  ['OL:ALL', Infinity],
  ['X-TRADE:SSI-VND', Infinity],
])('expectedFlow takes %s for %d times as slow as the busiest', (channels, factor) => {
  expect(expectedFlow(channels, busy)).toEqual({ proveWithin: 30 * factor, silence: 90 * factor })
})
