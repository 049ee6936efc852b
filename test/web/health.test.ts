import { describe, expect, it } from 'vitest'
import { exchangeTime } from '../../web/src/model/exchange-time.ts'
import { feedStatus, type Health, notice } from '../../web/src/model/health.ts'
import { at, market } from './fixtures.ts'

const fresh: Health = {
  connection: 'connected',
  feed: market(0).feed,
  silent: false,
  clock: Date.parse(at(61)),
}
const played = { ...market(0).feed, source: 'replay of 2026-11-20' }
const starting = { connected: false, source: 'ssi', simulated: false }
const down = { ...market(0).feed, connected: false }

describe('feedStatus', () => {
  it('is the worse of the two connections', () => {
    const shown = (health: Partial<Health>) => feedStatus({ ...fresh, ...health }).text
    expect(shown({})).toBe('Live')
    expect(shown({ connection: 'connecting', feed: undefined })).toBe('Connecting')
    expect(shown({ connection: 'polling' })).toBe('Polling')
    expect(shown({ feed: down })).toBe('Feed down')
    expect(shown({ connection: 'disconnected', feed: down })).toBe('Disconnected')
  })

  it('is no failure before the exchange has told anything', () => {
    const begun = { ...fresh, feed: starting, clock: undefined }
    expect(feedStatus(begun)).toMatchObject({ level: 'weak', text: 'Connecting' })
    expect(notice(begun)).toBe('The server has no connection to the exchange yet.')
    expect(notice({ ...begun, connection: 'disconnected' })).not.toContain('out of date')
  })

  it('does not call a recording live', () => {
    expect(feedStatus({ ...fresh, feed: played })).toMatchObject({ level: 'good', text: 'Replay' })
    expect(feedStatus({ ...fresh, connection: 'disconnected', feed: played }).text).toBe('Disconnected')
  })
})

describe('notice', () => {
  it('is silent while prices are fresh', () => {
    expect(notice(fresh)).toBeUndefined()
    expect(notice({ ...fresh, connection: 'polling' })).toBeUndefined()
    expect(notice({ ...fresh, connection: 'connecting', feed: undefined })).toBeUndefined()
  })

  it('says why prices may be old, and since when', () => {
    expect(notice({ ...fresh, connection: 'disconnected' })).toMatch(
      /^No connection .* Last message 10:16:00\.$/,
    )
    expect(notice({ ...fresh, feed: down })).toContain('lost the exchange')
    expect(notice({ ...fresh, silent: true })).toContain('30 seconds')
    expect(notice({ ...fresh, connection: 'disconnected', feed: undefined })).not.toContain('Last message')
  })

  it('does not take lunch or the evening for a failure', () => {
    const silentIn = (phase: 'lunch' | 'closed' | 'atc') =>
      notice({ ...fresh, silent: true, feed: { ...market(0).feed, phase } })
    expect(silentIn('lunch')).toBeUndefined()
    expect(silentIn('closed')).toBeUndefined()
    expect(silentIn('atc')).toContain('30 seconds')
    expect(notice({ ...fresh, silent: true, feed: undefined })).toContain('30 seconds')
  })

  it('lets a recording stand still', () => {
    expect(notice({ ...fresh, silent: true, feed: played })).toBeUndefined()
    expect(notice({ ...fresh, connection: 'disconnected', feed: played })).toContain('No connection')
  })
})

describe('exchangeTime', () => {
  it('is the newest time of any data', () => {
    expect(exchangeTime(market(7))).toBe(Date.parse(at(61, 7)))
    const derivatives = { ...market(7).derivatives!, last_updated: at(62) }
    expect(exchangeTime({ ...market(7), derivatives })).toBe(Date.parse(at(62)))
  })

  it('is absent without data, and passes over what is no time', () => {
    const empty = { ...market(0), quotes: {}, indices: {}, derivatives: null }
    expect(exchangeTime(empty)).toBeUndefined()
    expect(
      exchangeTime({ ...empty, derivatives: { ...market(0).derivatives!, last_updated: '' } }),
    ).toBeUndefined()
  })
})
