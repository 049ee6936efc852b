import { lastValueFrom, of, toArray } from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import { websocket } from '../../sinks/websocket.ts'
import { describeSink } from './contract.ts'

describeSink('websocket', { values: [1, 2, 3], written: ['"1"', '"2"', '"3"'] }, () => {
  const sent: string[] = []
  const audience = { size: 2, send: (text: string) => sent.push(text) }
  return {
    sink: websocket({ audience, encode: (value) => JSON.stringify(String(value)) }),
    written: () => sent,
  }
})

describe('websocket', () => {
  it('makes a message once for all listeners, and none while nobody listens', async () => {
    const encode = vi.fn((value: number) => String(value))
    const audience = { size: 0, send: vi.fn() }
    const sink = websocket({ audience, encode })
    expect(await lastValueFrom(sink(of(1, 2)).pipe(toArray()))).toEqual([])
    expect(encode).not.toHaveBeenCalled()

    audience.size = 1_000
    expect(await lastValueFrom(sink(of(3)).pipe(toArray()))).toEqual([1])
    expect(encode.mock.calls).toEqual([[3]])
    expect(audience.send.mock.calls).toEqual([['3', undefined, undefined]])
  })
  it('sends with the time at which a value was received, and to nobody where somebody may come back', async () => {
    const audience = { size: 0, isAwaited: true, send: vi.fn() }
    await lastValueFrom(websocket({ audience, encode: String, time: (value: number) => value * 10 })(of(7)))
    expect(audience.send.mock.calls).toEqual([['7', undefined, 70]])
  })
})
