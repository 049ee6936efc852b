import { describe, expect, it } from 'vitest'
import { alertsSince } from '../../web/src/model/alerts-since.ts'
import { alert } from './fixtures.ts'

describe('alertsSince', () => {
  const yesterday = { ...alert(1), timestamp: '2026-11-19T14:59:00+07:00' }
  const today = { ...alert(2), timestamp: '2026-11-20T00:30:00+07:00' }

  it('leaves out those of dates before, in Vietnam', () => {
    expect(alertsSince([today, yesterday], '2026-11-20')).toEqual([today])
    expect(alertsSince([today, yesterday], '2026-11-19')).toEqual([today, yesterday])
  })

  it('has none while nothing is known of the day', () => {
    expect(alertsSince([today], undefined)).toEqual([])
  })
})
