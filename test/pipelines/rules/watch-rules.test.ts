import { map, NEVER, share } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ruleAlerts } from '../../../pipelines/rules/rule-alerts.ts'
import { ruleOf } from '../../../pipelines/rules/rule.ts'
import { market } from '../../../pipelines/market.ts'
import { program } from '../../../pipelines/program.ts'
import type { ClassifiedEvent } from '../../../src/domain/event.ts'
import type { Alert, Output } from '../../../src/domain/outputs.ts'
import {
  at,
  band,
  classifiedTrade,
  clock,
  connection,
  index,
  members,
  price,
  quote,
} from '../../../src/testing/make.ts'
import { marbles } from '../../../src/testing/marbles.ts'

const rule = (when: string, message?: string) => ruleOf({ name: 'mine', severity: 'critical', when, message })
const book = (time: string, ticks: number, symbol = 'FPT', date?: string) =>
  quote({
    symbol,
    exchangeTime: at(time, date),
    bids: [{ price: price(100_000), volume: 300 }],
    asks: [{ price: price(100_000 + ticks * 100), volume: 100 }],
  })
const second = (time: string) => clock({ exchangeTime: at(time) })
const wide = 'spread_ticks > 5 for 30s'

/** The symbols of the alerts that a rule makes of events. */
const draws = (
  when: string,
  source: string,
  events: Readonly<Record<string, ClassifiedEvent>>,
  expected: string,
) =>
  marbles((m) => {
    const events$ = m.hot(source, events)
    const session$ = market(events$).pipe(share())
    const alerts$ = ruleAlerts([rule(when)], { events$, session$, foreign$: NEVER, basis$: NEVER })
    m.expect(alerts$.pipe(map(({ symbol }) => symbol))).toBeObservable(expected, {
      f: 'FPT',
      v: 'VNM',
      i: 'VNINDEX',
    })
  })

describe('rules', () => {
  it(
    'tell once when they have held so long on the clock of the feed, and again after they did not hold',
    draws(
      wide,
      '  abcdefg',
      {
        a: book('10:00:00', 6),
        b: book('10:00:29', 7),
        c: second('10:00:30'),
        d: book('10:00:59', 8),
        e: book('10:01:10', 5),
        f: book('10:01:11', 6),
        g: second('10:01:41'),
      },
      '--f---f',
    ),
  )

  it(
    'wait for each security by itself, and do not tell what no longer holds',
    draws(
      wide,
      '  abcd',
      {
        a: book('10:00:00', 6),
        b: book('10:00:10', 6, 'VNM'),
        c: book('10:00:31', 5),
        d: second('10:00:40'),
      },
      '---v',
    ),
  )

  it(
    'wait anew behind a break of the link, and on another trading day',
    draws(
      wide,
      '  abcdef',
      {
        a: book('10:00:00', 6),
        b: connection({ state: 'disconnected', exchangeTime: at('10:00:10') }),
        c: book('10:00:20', 6),
        d: second('10:00:49'),
        e: book('09:00:00', 6, 'FPT', '2026-11-23'),
        f: clock({ exchangeTime: at('09:00:30', '2026-11-23') }),
      },
      '-----f',
    ),
  )

  it(
    'hold for no security whose membership is not known, and not for the opposite either',
    draws(
      'not symbol in VN30 and spread_ticks > 5 or symbol in VN30 and spread_ticks > 7',
      'abcd',
      {
        a: book('10:00:00', 8),
        b: book('10:00:00', 6, 'VNM'),
        c: members({ indexId: 'VN30', symbols: ['FPT'] }),
        d: second('10:00:01'),
      },
      '--(fv)',
    ),
  )

  it(
    'look at the totals and the price of one trade at once',
    draws(
      'price > 100k and volume < 250',
      'ab',
      {
        a: classifiedTrade({ price: price(100_000), volume: 200 }),
        // With the price of this trade and the volume before it the rule would hold.
        b: classifiedTrade({ price: price(100_100), volume: 200, seq: 2 }),
      },
      '--',
    ),
  )

  it(
    'go back to no index value that came late',
    draws(
      'index_value < 990',
      '  abc',
      {
        a: index({ indexId: 'VNINDEX', value: price(1_000), exchangeTime: at('10:00:05') }),
        b: index({ indexId: 'VNINDEX', value: price(980), exchangeTime: at('10:00:04') }),
        c: index({ indexId: 'VNINDEX', value: price(985), exchangeTime: at('10:00:05') }),
      },
      '--i',
    ),
  )

  it(
    'ask indices and securities apart',
    draws(
      'symbol != VNM and index_change_pct < -1% or symbol = FPT and advances < 0',
      'ab',
      { a: classifiedTrade(), b: index({ indexId: 'VNINDEX', value: price(980), prior: price(1_000) }) },
      '-i',
    ),
  )
})

describe('rules in the program', () => {
  const events: readonly ClassifiedEvent[] = [
    band({ reference: price(100_000) }),
    classifiedTrade({ price: price(97_000), exchangeTime: at('10:00:00') }),
    book('10:00:01', 3),
    classifiedTrade({ price: price(99_000), exchangeTime: at('10:00:02'), totalVolume: 200 }),
    classifiedTrade({ price: price(97_000), exchangeTime: at('10:00:03'), totalVolume: 300 }),
  ]
  const outputs = (rules: readonly ReturnType<typeof rule>[]) => {
    const found: Output[] = []
    const frame = { seq: 1, receivedTime: at('10:00:00'), source: 'ssi', text: '' }
    const run = program(() => events, { rules })
    marbles((m) => run(m.cold('(a|)', { a: frame })).subscribe((output) => found.push(output)))()
    return found
  }

  it('tell as alerts do: the numbers, the message, the cool-down', () => {
    const alerts = outputs([rule('change_pct <= -3', '{symbol} {change_pct} %, {basis}')]).filter(
      (output): output is Alert => output.kind === 'alert' && output.alertType === 'rule',
    )
    expect(alerts).toMatchObject([
      {
        symbol: 'FPT',
        severity: 'critical',
        direction: 'mine',
        message: 'FPT -3 %, –',
        exchangeTime: at('10:00:00'),
        data: { rule: 'mine', when: 'change_pct <= -3', change_pct: -3 },
      },
    ])
  })

  it(
    'say what they were made of: each value with its frame, since when they held, and where they were told',
    marbles((m) => {
      const events$ = m.hot('abcd', {
        a: { ...book('10:00:00', 6), seq: 11 },
        b: { ...book('10:00:20', 7), seq: 12 },
        c: { ...book('10:00:25', 9, 'VNM'), seq: 13 },
        d: { ...second('10:00:30'), seq: 14 },
      })
      const alerts$ = ruleAlerts([rule(wide)], { events$, session$: NEVER, foreign$: NEVER, basis$: NEVER })
      const told = (time: string) => ({ exchangeTime: at(time) })
      m.expect(alerts$.pipe(map(({ lineage }) => lineage))).toBeObservable('---f', {
        f: {
          rule: { name: 'mine', when: wide, hold_s: 30 },
          state: { spread_ticks: 7 },
          evidence: [
            { seq: 11, ...told('10:00:00'), what: 'holds since', values: {} },
            { seq: 12, ...told('10:00:20'), what: 'spread_ticks', values: { spread_ticks: 7 } },
            { seq: 14, ...told('10:00:30'), what: 'told', values: {} },
          ],
        },
      })
    }),
  )

  it('leave all other outputs as they are', () => {
    const others = outputs([rule('value > 1')]).filter(
      (output) => !(output.kind === 'alert' && output.alertType === 'rule'),
    )
    expect(others.length).toBeGreaterThan(events.length)
    expect(others).toEqual(outputs([]))
  })
})
