import { expect, it } from 'vitest'
import type { FeedJson } from '../../client/index.ts'
import { sessionOf } from '../../web/src/model/session-of.ts'
import { market } from './fixtures.ts'

const { feed } = market(0)

it('names the phase that the server says, and knows in which the feed may rest', () => {
  expect(sessionOf({ ...feed, phase: 'ato' })).toEqual({ label: 'ATO auction', busy: true })
  expect(sessionOf({ ...feed, phase: 'lunch' })).toEqual({ label: 'Lunch break', busy: false })
  expect(sessionOf({ ...feed, phase: 'closed' })).toEqual({ label: 'Closed', busy: false })
})

it('is absent while the server says none, or one that is not known', () => {
  const unknown = { connected: true, source: 'ssi', simulated: false }
  expect(sessionOf(undefined)).toBeUndefined()
  expect(sessionOf(unknown)).toBeUndefined()
  const later = JSON.parse('{"connected":true,"source":"ssi","simulated":false,"phase":"siesta"}') as FeedJson
  expect(sessionOf(later)).toBeUndefined()
})
