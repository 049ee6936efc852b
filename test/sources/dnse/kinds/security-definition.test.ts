import { describe, expect, it } from 'vitest'
import { decoded } from '../decoded.ts'
import { sample } from '../samples.ts'

const at = (time: string, date = '2025-11-05') => Date.parse(`${date}T${time}+07:00`)

describe('the limits of a day', () => {
  const told = (time: string, date?: string) =>
    decoded(sample('sd', { time: { Seconds: at(time, date) / 1000 } })).map((event) => event.exchangeTime)

  it('that are told about 08:00 hold from 08:30 on, where the trading day begins', () => {
    expect(told('08:01:19')).toEqual([at('08:30:00'), at('08:30:00')])
    expect(told('14:00:00')).toEqual([at('14:00:00'), at('14:00:00')])
  })

  it('hold at no time when it is not known for which day they are told', () => {
    expect(told('07:30:00')).toEqual([])
    expect(told('20:01:00')).toEqual([])
    expect(told('08:01:00', '2025-11-08')).toEqual([])
    expect(told('08:01:00', '2025-09-02')).toEqual([])
  })

  it('hold on any weekday that the trading calendar does not know', () => {
    expect(told('09:00:00', '2031-06-02')).toHaveLength(2)
    expect(told('09:00:00', '2031-06-01')).toEqual([])
  })

  it('are no band when none is named, and a status only where one is', () => {
    const none = { basicPrice: 0, ceilingPrice: null, floorPrice: undefined }
    expect(decoded(sample('sd', { ...none, securityStatus: 1 }))).toMatchObject([
      { kind: 'status', status: 'HALT' },
    ])
    expect(decoded(sample('sd', { securityStatus: null }))).toMatchObject([{ kind: 'band' }])
  })
})
