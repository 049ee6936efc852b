import { connect, from, lastValueFrom, tap } from 'rxjs'
import { expect, it } from 'vitest'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import { pushes } from '../../src/cli/pushes.ts'
import type { Output } from '../../src/domain/outputs.ts'
import type { StatusJson } from '../../src/domain/wire.ts'
import type { Audience } from '../../src/server/audience.ts'
import type { Audiences } from '../../src/server/audiences.ts'
import { asText } from '../../src/server/socket/cells.ts'
import { at, classifiedTrade, clock, connection } from '../../src/testing/make.ts'

/** An audience of one, which writes down the statuses that it is told. */
function listening(told: StatusJson['feed'][]): Audience {
  return {
    size: 1,
    join: () => () => undefined,
    send(message, slot) {
      if (slot === 'status') told.push((JSON.parse(asText(message)) as StatusJson).feed)
    },
  }
}

async function statuses(...outputs: readonly Output[]) {
  const told: StatusJson['feed'][] = []
  const deaf = listening([])
  const audiences: Audiences = { market: listening(told), foreign: deaf, index: deaf, alerts: deaf }
  const board = makeBoard({ source: 'test', simulated: true, extraSymbols: [] })
  const pushed$ = from(outputs).pipe(
    tap((output) => board.apply(output)),
    connect((outputs$) => pushes(outputs$, { board, audiences, throttle: 0 })),
  )
  await lastValueFrom(pushed$, { defaultValue: undefined })
  return told
}

it('tells each change of the connection', async () => {
  const told = await statuses(connection({ state: 'connected' }), connection({ state: 'disconnected' }))
  expect(told.map(({ connected }) => connected)).toEqual([true, false])
})

it('tells the phase that the clock began while nothing traded, once', async () => {
  const ticks = ['11:29:58', '11:29:59', '11:30:00', '11:30:01', '13:00:00']
  const told = await statuses(
    classifiedTrade({ exchangeTime: at('11:29:57') }),
    ...ticks.map((time) => clock({ exchangeTime: at(time) })),
  )
  expect(told.map(({ phase }) => phase)).toEqual(['continuous', 'lunch', 'continuous'])
})
