import { describe, expect, it } from 'vitest'
import { feedHealth } from '../../src/cli/feed-health.ts'
import { isoIct } from '../../src/domain/time.ts'

const at = (text: string) => Date.parse(`${text}+07:00`)

interface Standing {
  readonly connected?: boolean
  readonly since?: string
  /** When the newest message came; its exchange time is the same unless said. */
  readonly heard?: string
  readonly told?: string
  readonly speed?: number | undefined
}

/** How the feed stands at a time in Vietnam. */
function healthAt(time: string, standing: Standing) {
  const { connected = true, since = '2026-11-20T08:00:00', heard, told = heard } = standing
  return feedHealth({
    board: {
      feed: () => ({ connected, since: isoIct(at(since)), source: 'ssi', simulated: false }),
      newest: () =>
        heard === undefined || told === undefined
          ? undefined
          : { exchangeTime: at(told), receivedTime: at(heard) },
    },
    speed: 'speed' in standing ? standing.speed : 1,
    now: () => at(time),
  })()
}
const well = { name: 'feed', required: true, up: true }

describe('feedHealth', () => {
  it('is well while the open market tells something', () => {
    expect(healthAt('2026-11-20T10:00:00', { heard: '2026-11-20T09:59:58' })).toEqual(well)
  })

  it('is not when nothing came in continuous trading', () => {
    expect(healthAt('2026-11-20T10:00:00', { heard: '2026-11-20T09:59:15' })).toEqual({
      ...well,
      up: false,
      detail: 'nothing came for 45 s, although the market is open',
    })
  })

  it.each([
    ['in the closing auction', '2026-11-20T14:35:00', '2026-11-20T14:30:02'],
    ['at lunch', '2026-11-20T12:30:00', '2026-11-20T11:30:02'],
    ['before the opening', '2026-11-20T08:50:00', '2026-11-20T08:30:00'],
    ['at night', '2026-11-20T22:00:00', '2026-11-20T15:00:00'],
    ['on a Saturday', '2026-11-21T10:00:00', '2026-11-20T15:00:00'],
    ['on a holiday', '2026-09-02T10:00:00', '2026-08-28T15:00:00'],
  ])('may be silent %s, and away', (_, now, heard) => {
    expect(healthAt(now, { heard })).toEqual(well)
    expect(healthAt(now, { heard, connected: false })).toEqual(well)
  })

  it('must be back after lunch', () => {
    const silent = { heard: '2026-11-20T11:30:02' }
    expect(healthAt('2026-11-20T13:00:01', silent).up).toBe(false)
  })

  it('must be connected while the market is open', () => {
    expect(healthAt('2026-11-20T10:00:00', { heard: '2026-11-20T09:59:58', connected: false })).toEqual({
      ...well,
      up: false,
      detail: 'not connected, although the market is open',
    })
  })

  it('has some time after it connected', () => {
    const anew = { heard: '2026-11-19T15:00:00', since: '2026-11-20T09:59:40' }
    expect(healthAt('2026-11-20T10:00:00', anew).up).toBe(true)
    expect(healthAt('2026-11-20T10:00:11', anew).up).toBe(false)
    expect(healthAt('2026-11-20T10:00:11', { since: '2026-11-20T09:59:40' }).up).toBe(false)
  })

  it('goes by the clock of the exchange, which may have another date and pace', () => {
    const other = { heard: '2026-11-21T03:00:00', told: '2026-11-20T11:29:00', since: '2026-11-21T02:00:00' }
    expect(healthAt('2026-11-21T03:00:35', other).up).toBe(false)
    expect(healthAt('2026-11-21T03:00:35', { ...other, speed: 2 }).up).toBe(true)
  })

  it('tells of a recording whether it is connected, and nothing depends on it', () => {
    const paused = { heard: '2026-11-20T09:00:00', speed: undefined }
    expect(healthAt('2026-11-20T10:00:00', paused)).toEqual({ ...well, required: false })
    expect(healthAt('2026-11-20T10:00:00', { ...paused, connected: false })).toEqual({
      ...well,
      required: false,
      up: false,
    })
  })
})
