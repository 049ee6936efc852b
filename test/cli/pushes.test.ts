import { connect, from, lastValueFrom, Subject, tap } from 'rxjs'
import { expect, it } from 'vitest'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import { pushes } from '../../src/cli/pushes.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { priceOfHundredths } from '../../src/domain/money.ts'
import type { MarketSnapshotJson, StatusJson } from '../../src/domain/wire.ts'
import type { Audience } from '../../src/server/audience.ts'
import type { Audiences } from '../../src/server/audiences.ts'
import { asText } from '../../src/server/socket/cells.ts'
import { at, classifiedTrade, clock, connection, index } from '../../src/testing/make.ts'

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

it('tells an outage once, though the source tells each attempt that failed', async () => {
  const told = await statuses(
    connection({ state: 'connected' }),
    connection({ state: 'disconnected', reason: 'gone' }),
    connection({ state: 'disconnected', reason: 'refused', receivedTime: at('11:29:59') }),
    connection({ state: 'connected' }),
  )
  expect(told.map(({ connected }) => connected)).toEqual([true, false, true])
})

it('tells the phase that the clock began while nothing traded, once', async () => {
  const ticks = ['11:29:58', '11:29:59', '11:30:00', '11:30:01', '13:00:00']
  const told = await statuses(
    classifiedTrade({ exchangeTime: at('11:29:57') }),
    ...ticks.map((time) => clock({ exchangeTime: at(time) })),
  )
  expect(told.map(({ phase }) => phase)).toEqual(['continuous', 'lunch', 'continuous'])
})

/** The prices of a share as the market channel was told them. */
async function pricesTold(throttle: number, prices: readonly number[]) {
  const told: unknown[] = []
  const deaf = listening([])
  const market: Audience = {
    ...deaf,
    send: (message) =>
      told.push((JSON.parse(asText(message)) as MarketSnapshotJson).prices['SSI']?.last_price),
  }
  const board = makeBoard({ source: 'test', simulated: true, extraSymbols: ['SSI'] })
  const outputs$ = new Subject<Output>()
  const pushing = outputs$
    .pipe(
      tap((output) => board.apply(output)),
      connect((all$) =>
        pushes(all$, { board, audiences: { market, foreign: deaf, index: deaf, alerts: deaf }, throttle }),
      ),
    )
    .subscribe()
  for (const price of prices)
    outputs$.next(classifiedTrade({ symbol: 'SSI', price: priceOfHundredths(price * 100) }))
  const atOnce = [...told]
  await new Promise((resolve) => setImmediate(resolve))
  pushing.unsubscribe()
  return { atOnce, told }
}

it('pushes the newest state once for all that came together where there is no throttle, before the next turn of the loop', async () => {
  expect(await pricesTold(0, [10, 20, 30])).toEqual({ atOnce: [], told: [30] })
})

it('pushes the first change at once where there is one', async () => {
  expect(await pricesTold(60_000, [10, 20, 30])).toEqual({ atOnce: [10], told: [10] })
})

it('tells all channels that a replay begins and where it goes, each time as another place, before what is there', () => {
  const told: string[] = []
  const timelines: number[] = []
  const audience = (name: string): Audience => ({
    ...listening([]),
    send: () => void told.push(name),
    arrive(timeline) {
      if (name === 'alerts') timelines.push(timeline)
      told.push(`${name} arrives`)
    },
  })
  const audiences: Audiences = {
    market: audience('market'),
    foreign: audience('foreign'),
    index: audience('index'),
    alerts: audience('alerts'),
  }
  const board = makeBoard({ source: 'test', simulated: true, extraSymbols: [] })
  const arrived$ = new Subject<void>()
  const pushing = pushes(new Subject(), {
    board,
    audiences,
    throttle: 60_000,
    refresh$: arrived$,
  }).subscribe()
  const arrivals = ['market arrives', 'foreign arrives', 'index arrives', 'alerts arrives']
  expect(told).toEqual(arrivals)
  arrived$.next()
  expect(told).toEqual([...arrivals, ...arrivals, 'market', 'foreign', 'index'])
  arrived$.next()
  expect(timelines).toHaveLength(3)
  expect(new Set(timelines).size).toBe(3)
  pushing.unsubscribe()
})

it('hands a minute of an index that ended to the channels that show indices, before it is pushed', () => {
  const told: string[] = []
  const audience = (name: string): Audience => ({
    ...listening([]),
    send: () => void told.push(name),
    endMinute: (id, point) =>
      void told.push(`${name} ${id} ${(JSON.parse(point) as { value: number }).value}`),
  })
  const deaf = listening([])
  const audiences: Audiences = {
    market: audience('market'),
    foreign: deaf,
    index: audience('index'),
    alerts: deaf,
  }
  const board = makeBoard({ source: 'test', simulated: true, extraSymbols: [] })
  const outputs$ = new Subject<Output>()
  const pushing = pushes(outputs$, { board, audiences, throttle: 60_000 }).subscribe()
  for (const [time, value] of [
    ['10:00:00', 1],
    ['10:00:59', 2],
    ['10:01:01', 3],
  ] as const)
    outputs$.next(index({ indexId: 'VN30', exchangeTime: at(time), value: priceOfHundredths(value * 100) }))
  expect(told).toEqual(['market', 'index', 'market VN30 2', 'index VN30 2'])
  pushing.unsubscribe()
})
