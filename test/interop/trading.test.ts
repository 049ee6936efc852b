import { afterEach, describe, expect, it, vi } from 'vitest'
import { simulatedExchange } from '../../src/exchange/simulated-exchange.ts'
import { verifierOf } from '../../src/exchange/wire/trading/signatures.ts'
import { at, DATE } from '../exchange/one-day.ts'
import { keyPair } from '../exchange/wire/trading/trading-client.ts'
import { serve, stopServing } from '../exchange/wire/serve.ts'
import { type ClientProcess, clientProcess } from './client-process.ts'
import type { TradingReport } from './trading-client.ts'

const clients: ClientProcess<unknown>[] = []
afterEach(async () => {
  await Promise.all(clients.splice(0).map(({ close }) => close()))
  stopServing()
})

/** Runs the client against an exchange at 09:16 that knows one public key, to the client's end. */
async function run(keys = keyPair(), signer = keys) {
  const exchange = simulatedExchange({ seed: 5, date: DATE, symbols: 40, startAt: at(9, 16) })
  const address = await serve({
    exchange,
    credentials: { consumerId: 'me', consumerSecret: 'mine' },
    trading: { pin: '246810', verify: verifierOf(keys.publicKey) },
    quotas: [{ period: 1_000, limit: 100 }],
  })
  const { floor, ceiling } = exchange.securities.find(({ symbol }) => symbol === 'FPT')!
  const prices = [floor / 100, ceiling / 100].map(String)
  const client = clientProcess<TradingReport>('./trading-client.ts', [address, signer.privateKey, ...prices])
  clients.push(client)
  const answers = () => client.reports.flatMap((report) => (report.kind === 'rest' ? [report] : []))
  const events = () => client.reports.flatMap((report) => (report.kind === 'event' ? [report] : []))
  return { answers, events }
}

const WAIT = { timeout: 50_000, interval: 20 }

describe('SSI’s own client of trading, ssi-fctrading 2.4.1', () => {
  it('signs, places, changes and cancels; hears what happens; sees what it holds', async () => {
    const { answers, events } = await run(keyPair(2048))
    await vi.waitFor(() => expect(answers().at(-1)?.name).toBe('DONE'), WAIT)

    const told = events().map(({ type, data }) => [
      type,
      data['orderStatus'] ?? data['errorCode'],
      data['uniqueID'],
    ])
    const steps = told.filter(([type, status]) => type !== 'orderMatchEvent' && status !== 'PF')
    expect(steps).toEqual([
      ...['RS', 'SD', 'QU'].map((status) => ['orderEvent', status, '10000001']),
      ...['WM', 'QU'].map((status) => ['orderEvent', status, '10000002']),
      ...['WC', 'CL'].map((status) => ['orderEvent', status, '10000003']),
      ...['RS', 'SD', 'QU', 'FF'].map((status) => ['orderEvent', status, '10000004']),
      ['orderError', 'ORD003', '10000005'],
    ])
    const matched = events().filter(({ type }) => type === 'orderMatchEvent')
    expect(matched.reduce((sum, { data }) => sum + Number(data['matchQty']), 0)).toBe(100)
    const ids = events().map(({ data }) => data['notifyID'])
    expect(ids).toEqual(ids.map((_, i) => i + 1))

    const ofKind = (name: string) => answers().filter((answer) => answer.name === name)
    expect(ofKind('NEW_ORDER').map(({ body }) => body['status'])).toEqual([200, 200, 200, 400])
    expect(ofKind('MODIFY_ORDER')[0]?.body).toMatchObject({ status: 200, data: { requestID: '10000002' } })
    const [{ body: book }, { body: stocks }] = [
      ofKind('GET_ORDER_BOOK')[0]!,
      ofKind('GET_STOCK_POSITION')[0]!,
    ]
    expect(book).toMatchObject({
      data: { orders: [{ orderStatus: 'CL', cancelQty: 200 }, { orderStatus: 'FF' }] },
    })
    const { stockPositions } = stocks['data'] as { stockPositions: Record<string, unknown>[] }
    expect(stockPositions.find(({ instrumentID }) => instrumentID === 'FPT')).toMatchObject({ buyT0: 100 })
    expect(ofKind('GET_ACCOUNT_BALANCE')[0]?.body).toMatchObject({ status: 200, data: { cashOnHold: 0 } })
  })

  it('is refused with another key', async () => {
    const { answers, events } = await run(keyPair(), keyPair())
    await vi.waitFor(() => expect(answers().at(-1)?.name).toBe('NEW_ORDER'), WAIT)
    expect(answers().at(-1)).toMatchObject({ status: 401, body: { message: 'Signature is not valid.' } })
    expect(events()).toEqual([])
  })
})
