import { describe, expect, it } from 'vitest'
import { hubConnection, SLOW_LIMIT } from '../../../src/exchange/wire/hub-connection.ts'

/** A socket whose far side has taken all but `bufferedAmount` bytes. */
function farSide() {
  const sent: string[] = []
  const socket = {
    bufferedAmount: 0,
    isOpen: true,
    send: (text: string) => void sent.push(text),
    terminate() {
      this.isOpen = false
    },
  }
  return { sent, socket }
}

const opened = () => {
  const connection = hubConnection('0123456789', 'me', 0)
  const far = farSide()
  connection.attach(far.socket)
  return { connection, ...far }
}

const cursor = (text: string | undefined) => (JSON.parse(text ?? '') as { C: string }).C

describe('hubConnection', () => {
  it('cuts off a client that does not read, and sends it nothing more', () => {
    const { connection, sent, socket } = opened()
    socket.bufferedAmount = SLOW_LIMIT
    connection.tell(['1'])
    expect([sent.length, socket.isOpen]).toEqual([1, true])
    socket.bufferedAmount = SLOW_LIMIT + 1
    connection.tell(['2'])
    expect([sent.length, socket.isOpen]).toEqual([1, false])
  })

  it('keeps what is told while the client is away', () => {
    const { connection, sent, socket } = opened()
    connection.tell(['1'])
    connection.detach(socket, 5)
    expect(connection.droppedAt).toBe(5)
    connection.tell(['2'])
    connection.tell(['3'])
    expect(sent).toHaveLength(1)

    const back = farSide()
    connection.attach(back.socket)
    expect(connection.droppedAt).toBeUndefined()
    expect(connection.replay(cursor(sent[0]))).toBe(true)
    expect(back.sent.map((text) => (JSON.parse(text) as { M: number[] }).M)).toEqual([[2], [3]])
    expect(connection.replay(cursor(back.sent[1]))).toBe(true)
    expect(back.sent).toHaveLength(2)
  })

  const halfMillion = [JSON.stringify('x'.repeat(500_000))]

  it('keeps no more than the newest 4 million characters for a client that is away', () => {
    const { connection, sent, socket } = opened()
    connection.tell(['1'])
    connection.detach(socket, 5)
    for (let i = 0; i < 8; i += 1) connection.tell(halfMillion)
    expect(connection.replay(cursor(sent[0]))).toBe(true)
    connection.tell(halfMillion)
    expect(connection.replay(cursor(sent[0]))).toBe(false)
  })

  it('keeps only what may be on its way to one that is here', () => {
    const { connection, sent } = opened()
    for (let i = 0; i < 3; i += 1) connection.tell(halfMillion)
    expect(connection.replay(cursor(sent[0]))).toBe(false)
    expect(connection.replay(cursor(sent[1]))).toBe(true)
    expect(connection.replay('d-other,1|A,0')).toBe(false)
  })

  it('has one socket: a new one ends the old, whose end is no drop then', () => {
    const { connection, socket } = opened()
    const next = farSide()
    connection.attach(next.socket)
    expect(socket.isOpen).toBe(false)
    connection.detach(socket, 5)
    expect(connection.droppedAt).toBeUndefined()
    connection.send('{}')
    expect(next.sent).toEqual(['{}'])
  })
})
