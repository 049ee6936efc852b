import { map } from 'rxjs'
import { describe, it } from 'vitest'
import { indices } from '../../pipelines/indices.ts'
import { index, price } from '../../src/testing/make.ts'
import { marbles } from '../../src/testing/marbles.ts'

describe('indices', () => {
  it(
    'follows the main indices and leaves the sector ones out',
    marbles((m) => {
      const events$ = m.hot('-a-b-c-|', {
        a: index({ indexId: 'VN30', value: price(1300) }),
        b: index({ indexId: 'VNFINLEAD', value: price(2000) }),
        c: index({ indexId: 'VNINDEX', value: price(1250.5) }),
      })
      const values$ = indices(events$).pipe(map(({ indexId, value }) => `${indexId} ${value}`))
      m.expect(values$).toBeObservable('-a---c-|', { a: 'VN30 130000', c: 'VNINDEX 125050' })
    }),
  )
})
