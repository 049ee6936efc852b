import { expect, it } from 'vitest'
import { worstState } from '../../client/worst-state.ts'

it('is the worst of the states, and disconnected where nothing is connected', () => {
  expect(worstState([])).toBe('disconnected')
  expect(worstState(['connected'])).toBe('connected')
  expect(worstState(['connected', 'connecting'])).toBe('connecting')
  expect(worstState(['connecting', 'polling'])).toBe('polling')
  expect(worstState(['polling', 'disconnected', 'connected'])).toBe('disconnected')
})
