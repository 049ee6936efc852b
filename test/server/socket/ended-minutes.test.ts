import { expect, it } from 'vitest'
import { cellsOf, printCells } from '../../../src/server/socket/cells.ts'
import { endedMinutes } from '../../../src/server/socket/ended-minutes.ts'
import { indices, serve, snapshot, views } from '../fixtures.ts'
import { openSocket } from './one-socket.ts'

const points = [1, 2].map((value) => ({ timestamp: `2026-11-20T10:0${value}:00+07:00`, value }))

it('lays points into the rows that change, once; those of others wait', () => {
  const minutes = endedMinutes('indices')
  const laid = (changed: unknown) => JSON.parse(printCells(minutes.laidInto(cellsOf(changed)))) as unknown
  for (const point of points) minutes.add('VN30', JSON.stringify(point))
  expect(laid({ quotes: {} })).toEqual({ quotes: {} })
  expect(laid({ indices: { VNINDEX: { value: 3 } } })).toEqual({ indices: { VNINDEX: { value: 3 } } })
  const row = { VN30: { value: 3 } }
  expect(laid({ indices: row })).toEqual({ indices: { VN30: { value: 3, ended_minutes: points } } })
  expect(laid({ indices: row })).toEqual({ indices: row })
  minutes.add('VN30', JSON.stringify(points[0]))
  minutes.clear()
  expect(laid({ indices: row })).toEqual({ indices: row })
})

it.each(['market', 'index'] as const)(
  'is told on %s of each minute that ended between two pushes, and not what ended at another place of a replay',
  async (channel) => {
    let value = 1
    const rows = () => ({ VN30: { ...indices['VN30']!, value } })
    const state = () => ({ ...snapshot, indices: rows() })
    const server = await serve({ views: { ...views, snapshot: state, indices: rows } })
    const audience = server.audiences[channel]
    const push = () => {
      value += 1
      audience.send(JSON.stringify(channel === 'market' ? state() : rows()))
    }
    audience.endMinute?.('VN30', '{"nobody":"listens"}')
    const client = await openSocket(server)
    client.ask({ op: 'subscribe', channels: [channel] })
    await client.until(1)
    for (const point of points) audience.endMinute?.('VN30', JSON.stringify(point))
    push()
    await client.until(2)
    const row = { VN30: { value: 2, ended_minutes: points } }
    expect(client.frames[1]).toMatchObject({
      type: 'delta',
      data: channel === 'market' ? { indices: row } : row,
    })
    audience.endMinute?.('VN30', JSON.stringify(points[0]))
    audience.arrive?.(2)
    push()
    push()
    await client.until(4)
    expect(client.frames[2]).toMatchObject({ type: 'snapshot', timeline: 2 })
    expect(client.frames[3]?.type).toBe('delta')
    expect(JSON.stringify(client.frames.slice(2))).not.toContain('ended_minutes')
  },
)
