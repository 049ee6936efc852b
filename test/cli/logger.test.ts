import { pino } from 'pino'
import { from, lastValueFrom } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { logged } from '../../src/cli/logger.ts'
import type { Output } from '../../src/domain/outputs.ts'

const link = (seq: number, state: 'connected' | 'disconnected'): Output => ({
  kind: 'connection',
  seq,
  exchangeTime: 0,
  receivedTime: 0,
  state,
  reason: 'the socket closed',
})

async function told(outputs: readonly Output[], after?: number): Promise<readonly string[]> {
  const lines: string[] = []
  const logger = pino({ base: null }, { write: (line: string) => lines.push(line) })
  await lastValueFrom(
    from(outputs).pipe((all$) => logged(all$, logger, after)),
    { defaultValue: undefined },
  )
  return lines.map((line) => String((JSON.parse(line) as { msg: unknown }).msg))
}

describe('what is told of a feed', () => {
  it('is that it was lost and is back, and not that it is there', async () => {
    expect(await told([link(1, 'connected'), link(2, 'disconnected'), link(3, 'connected')])).toEqual([
      'feed lost: the socket closed',
      'feed is back',
    ])
  })

  it('is nothing of what the log of an earlier run is read for', async () => {
    const earlier = [
      link(1, 'connected'),
      link(2, 'disconnected'),
      link(3, 'connected'),
      link(4, 'disconnected'),
    ]
    expect(await told([...earlier, link(5, 'connected'), link(6, 'disconnected')], 4)).toEqual([
      'feed lost: the socket closed',
    ])
  })

  it('is each frame that was refused, and of very many in one second how many more', async () => {
    const refused = (seq: number, receivedTime: number): Output => ({
      kind: 'rejected',
      seq,
      exchangeTime: undefined,
      receivedTime,
      reason: 'it is no JSON',
      raw: '',
    })
    const many = Array.from({ length: 25 }, (_, i) => refused(i + 1, 5_000 + i))
    const lines = await told([...many, refused(26, 6_000), refused(27, 9_000)])
    expect(lines).toEqual([
      ...many.slice(0, 10).map(({ seq }) => `frame ${seq} rejected: it is no JSON`),
      '15 more frames rejected in the same second',
      'frame 26 rejected: it is no JSON',
      'frame 27 rejected: it is no JSON',
    ])
  })
})
