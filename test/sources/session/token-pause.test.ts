import { describe, expect, it } from 'vitest'
import { SessionError } from '../../../src/sources/session/session-error.ts'
import { tokenPause } from '../../../src/sources/session/token-pause.ts'

const HOUR = 3_600_000

/** A pause, its clock, and how long it asks to wait. */
function paused() {
  const clock = { now: 1_000_000 }
  const pause = tokenPause(() => clock.now)
  return { clock, pause, wait: () => pause.complaint()?.retryAfter ?? 0 }
}

describe('tokenPause', () => {
  it('doubles from a second to a minute with each failure, and says why', () => {
    const { clock, pause, wait } = paused()
    expect(wait()).toBe(0)
    const waits = Array.from({ length: 8 }, () => {
      pause.failed(new SessionError('AccessToken was not given: status 502'))
      const least = wait()
      clock.now += least
      return least
    })
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
    expect(wait()).toBe(0)
    pause.failed(new SessionError('AccessToken was not given: status 502'))
    expect(pause.complaint()).toMatchObject({
      message: 'AccessToken was not given: status 502',
      terminal: false,
    })
  })

  it('lasts as long as the server asks for', () => {
    const { clock, pause, wait } = paused()
    pause.failed(new SessionError('busy', { retryAfter: 30_000 }))
    clock.now += 10_000
    expect(wait()).toBe(20_000)
  })

  it('comes with the second token in a row that is refused', () => {
    const { pause, wait } = paused()
    const waits = Array.from({ length: 4 }, () => {
      pause.given(HOUR)
      pause.refused()
      return wait()
    })
    expect(waits).toEqual([0, 1000, 2000, 4000])
  })

  it.each([
    ['for a minute', HOUR, 60_000],
    ['for half of its life', 10_000, 5000],
  ])('begins anew behind a token that was good %s', (_, life, good) => {
    const { clock, pause, wait } = paused()
    for (let n = 0; n < 4; n += 1) pause.failed(new Error('no'))
    pause.given(life)
    clock.now += good
    pause.refused()
    expect(wait()).toBe(0)
    pause.given(life)
    clock.now += good
    pause.failed(new Error('no'))
    expect(wait()).toBe(1000)
  })

  it('is not made longer by a clock that is set back', () => {
    const { clock, pause, wait } = paused()
    pause.failed(new Error('no'))
    clock.now -= HOUR
    expect(wait()).toBe(0)
  })
})
