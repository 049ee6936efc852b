import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AlertJson, MarketSnapshotJson, PriceJson } from '../../client/index.ts'
import { type Loopback, loopback } from '../client/loopback.ts'
import { chromiumPath, hasChromium, mustHaveChromium, openBrowser } from './browser.ts'
import { builtPage, type BuiltPage } from './built-page.ts'
import { alert, at, market, symbols, trend } from './fixtures.ts'

const colours = {
  ceiling: 'rgb(232, 121, 249)',
  floor: 'rgb(56, 213, 240)',
  reference: 'rgb(247, 205, 69)',
  up: 'rgb(52, 214, 116)',
  down: 'rgb(255, 100, 102)',
}
/** What Chromium itself logs when nobody answers; the page cannot help it. */
const unreachable = /WebSocket connection to .* failed|net::ERR_/

let files: BuiltPage
let browser: Browser
let page: Page
let server: Loopback
let state: MarketSnapshotJson
let remembered: readonly AlertJson[]
let errors: string[]

const states = () => ({ market: state, alerts: [] })
function answer(path: string) {
  if (path === '/api/market/snapshot') return { ...market(0, true), feed: state.feed }
  if (path === '/api/market/alerts') return remembered
  return path === '/api/market/basis-trend' ? trend : undefined
}
const serve = (port = 0, sockets = true) =>
  loopback({ port, sockets, states: states(), answer, file: (path) => files.get(path) })

const push = (next: MarketSnapshotJson) => {
  state = next
  server.tell('snapshot', 'market', next)
}
const withPrice = (symbol: string, change: Partial<PriceJson>): MarketSnapshotJson => ({
  ...state,
  prices: { ...state.prices, [symbol]: { ...state.prices[symbol]!, ...change } },
})

const cell = (symbol: string, col: string) => page.locator(`[data-testid=row-${symbol}] [data-col="${col}"]`)
const text = (testId: string) => page.getByTestId(testId).textContent()
const colourOf = (symbol: string, col: string) =>
  page.evaluate<string>(
    `getComputedStyle(document.querySelector('[data-testid=row-${symbol}] [data-col="${col}"]')).color`,
  )
const rowsShown = () =>
  page.evaluate<string[]>(`[...document.querySelectorAll('tbody th')].map((head) => head.textContent)`)

const showsInRow = (symbol: string, shown: string) =>
  page.waitForFunction(
    `document.querySelector('[data-testid=row-${symbol}]').textContent.includes('${shown}')`,
  )
/** From now on notes each animation that starts: its name, its column and how long it takes. */
const watchFlashes = () =>
  page.evaluate(`window.flashed = [], document.addEventListener('animationstart', ({ animationName, target }) => {
    const { col } = target.closest('[data-col]').dataset
    window.flashed.push([animationName, col, getComputedStyle(target).animationDuration].join(' '))
  })`)
/** What flashed since; waits for two frames, in which an animation would start. */
const flashes = () =>
  page.evaluate<string[]>(
    `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.flashed))))`,
  )

interface Opening {
  readonly alerts?: readonly AlertJson[]
  readonly width?: number
  readonly reducedMotion?: 'reduce'
  readonly sockets?: boolean
  /** Lets a test move the page's clock. */
  readonly heldClock?: boolean
}

async function open({ alerts = [], width = 1440, reducedMotion, sockets = true, heldClock }: Opening = {}) {
  state = market(0)
  remembered = alerts
  errors = []
  server = await serve(0, sockets)
  page = await browser.newPage({ viewport: { width, height: 900 }, ...(reducedMotion && { reducedMotion }) })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  if (heldClock) await page.clock.install()
  await page.goto(server.url)
  if (sockets) await page.getByTestId('row-ACB').waitFor()
}

if (!hasChromium && mustHaveChromium)
  it('finds a Chromium', () =>
    expect.fail(`There is no ${chromiumPath}. Install Chromium or set CHROMIUM_PATH.`))

const title = hasChromium ? 'page' : `page (left out: no Chromium at ${chromiumPath}; set CHROMIUM_PATH)`

describe.skipIf(!hasChromium)(title, () => {
  beforeAll(async () => {
    ;[files, browser] = await Promise.all([builtPage(), openBrowser()])
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    await page.close()
    await server.stop()
    expect(errors).toEqual([])
  })

  it('shows the board: each price in the colour of its own value, with a sign beside the colour', async () => {
    await open()
    const cases = { ACB: 'ceiling', BID: 'floor', BSR: 'reference', CTG: 'up', FPT: 'down' } as const
    for (const [symbol, tone] of Object.entries(cases)) {
      expect([symbol, await colourOf(symbol, 'last')]).toEqual([symbol, colours[tone]])
    }
    // BSR stands at its reference: its bid below is down, its ask above is up, and volumes follow their price.
    expect(
      await Promise.all(['bid2', 'bid2-volume', 'ask1', 'bid1'].map((col) => colourOf('BSR', col))),
    ).toEqual([colours.down, colours.down, colours.up, colours.reference])
    expect(await Promise.all(['ceiling', 'floor', 'reference'].map((col) => colourOf('FPT', col)))).toEqual([
      colours.ceiling,
      colours.floor,
      colours.reference,
    ])
    expect(await cell('ACB', 'last').textContent()).toBe('▲16.05')
    expect(await cell('FPT', 'last').textContent()).toBe('▼32.25')
    expect(await cell('BSR', 'last').textContent()).toBe('■23.70')
    expect(await cell('CTG', 'last-volume').textContent()).toBe('2,200')
    expect(await cell('ACB', 'ask1').textContent()).toBe('')
    expect(await rowsShown()).toEqual(symbols)
  })

  it('says that the exchange is a simulated one, in which session it is and that the feed is live', async () => {
    await open()
    expect(await text('simulated-badge')).toBe('simulated exchange')
    expect(await page.getByTestId('simulated-badge').isVisible()).toBe(true)
    expect(await text('session')).toBe('HOSE Continuous')
    expect(await text('clock')).toBe('10:16:00')
    expect(await text('feed-status')).toContain('Live')
    expect(await text('last-message')).toBe('last message 10:16:00')
    push({ ...state, feed: { ...state.feed, simulated: false } })
    await page.getByTestId('simulated-badge').waitFor({ state: 'detached' })
  })

  it('shows indices, breadth, the future, its basis and foreign flow', async () => {
    await open()
    expect(await text('index-VN30-value')).toBe('1,936.36')
    expect(await text('index-VN30-change')).toContain('▲ +6.25 (+0.32%)')
    expect(await text('index-VNINDEX')).toContain('▲ 17')
    expect(await text('future-price')).toMatch(/^1,93\d\.\d$/)
    expect(await text('basis-state')).toMatch(/▼ discount \(-0\.\d\d%\)/)
    expect(await text('foreign-net')).toContain('▼ -122.5')
    expect(await text('foreign-universe')).toBe('board')
    expect(await text('foreign-estimated')).toBe('estimated')
    expect(await text('foreign-top-buy')).toContain('FPT+61.2')
    // The minutes and the trend are asked for over REST, the newest points come over the socket.
    await page.waitForFunction(
      `document.querySelector('[data-testid=index-VN30-line]').dataset.points === '62'`,
    )
    await page.waitForFunction(`document.querySelector('[data-testid=basis-line]').dataset.points === '61'`)
    expect(await page.getByTestId('index-VN30-line').getAttribute('aria-label')).toMatch(
      /^VN30 from 09:15 to 10:16/,
    )
  })

  it('flashes what changed for 400 ms, and nothing else', async () => {
    await open()
    await watchFlashes()
    push(withPrice('CTG', { last_price: 28_250 }))
    await showsInRow('CTG', '28.25')
    await page.locator('.flash-up').waitFor({ state: 'detached' })
    push(withPrice('CTG', { last_price: 28_200 }))
    await showsInRow('CTG', '28.20')
    push(withPrice('CTG', { last_volume: 4_700 }))
    await showsInRow('CTG', '4,700')
    expect(await flashes()).toEqual([
      'flash-up last 0.4s',
      'flash-down last 0.4s',
      'flash-other last-volume 0.4s',
    ])
  })

  it('does not flash for those who want no motion', async () => {
    await open({ reducedMotion: 'reduce' })
    await watchFlashes()
    push(withPrice('CTG', { last_price: 28_250 }))
    await showsInRow('CTG', '28.25')
    expect(await flashes()).toEqual([])
  })

  it('sorts by symbol, percent and volume, and a row that moves does not flash', async () => {
    await open()
    await watchFlashes()
    const heading = (key: string) => page.locator(`th:has([data-testid=sort-${key}])`)
    await page.getByTestId('sort-changePercent').click()
    expect((await rowsShown())[0]).toBe('ACB')
    expect(await heading('changePercent').getAttribute('aria-sort')).toBe('descending')
    expect(await heading('symbol').getAttribute('aria-sort')).toBe('none')
    await page.getByTestId('sort-changePercent').click()
    expect((await rowsShown())[0]).toBe('BID')
    expect(await flashes()).toEqual([])
    await page.getByTestId('sort-totalVolume').click()
    const volumes = await page.evaluate<number[]>(
      `[...document.querySelectorAll('[data-col=total-volume]')].map((of) => +of.textContent.replaceAll(',', ''))`,
    )
    expect(volumes).toEqual([...volumes].sort((a, b) => b - a))
    await page.getByTestId('sort-symbol').click()
    expect(await rowsShown()).toEqual(symbols)
  })

  it('shows alerts, newest first, says the newest, and filters them by kind', async () => {
    await open({ alerts: [alert(2), alert(1)] })
    const items = page.getByTestId('alert')
    await items.nth(1).waitFor()
    server.tell('event', 'alerts', alert(3))
    await items.nth(2).waitFor()
    expect(await items.nth(0).textContent()).toContain(alert(3).message)
    expect(await text('alert-announcer')).toBe(`warning: HPG, ${alert(3).message}`)
    expect(await page.getByTestId('alert-announcer').getAttribute('aria-live')).toBe('polite')
    await page.getByTestId('alert-filter-price_breakout').click()
    expect(await items.count()).toBe(1)
    expect(await items.nth(0).getAttribute('data-severity')).toBe('critical')
    await page.getByTestId('alert-filter-foreign_acceleration').click()
    expect(await items.count()).toBe(0)
    expect(await text('alerts')).toBe('No alerts yet.')
  })

  it('keeps two hundred alerts', async () => {
    const many = Array.from({ length: 200 }, (_, id) => ({ ...alert(id), timestamp: at(0, id) })).reverse()
    await open({ alerts: many })
    const items = page.getByTestId('alert')
    await items.nth(199).waitFor()
    server.tell('event', 'alerts', { ...alert(200), timestamp: at(0, 200), message: 'The newest' })
    await page.getByText('The newest', { exact: true }).waitFor()
    expect(await items.count()).toBe(200)
  })

  it('says when the server is gone, and goes on by itself when it is back', async () => {
    await open()
    const { port } = server
    await server.stop()
    await page.getByText('No connection to the server').waitFor()
    expect(await page.getByTestId('feed-status').getAttribute('data-level')).toBe('bad')
    state = withPrice('CTG', { last_price: 28_300 })
    server = await serve(port)
    await page.getByText('Live').waitFor({ timeout: 10_000 })
    await page.waitForFunction(
      `document.querySelector('[data-testid=row-CTG]').textContent.includes('28.30')`,
    )
    expect(await text('notice')).toBe('')
    errors = errors.filter((error) => !unreachable.test(error))
  })

  it('polls where no socket gets through', async () => {
    await open({ sockets: false, heldClock: true })
    for (let second = 0; second < 5; second++) await page.clock.runFor(1_000)
    await page.getByText('Polling').waitFor()
    expect(await cell('ACB', 'last').textContent()).toBe('▲16.05')
    await page.waitForFunction(`document.querySelector('[data-testid=basis-line]').dataset.points === '61'`)
    errors = errors.filter((error) => !unreachable.test(error))
  })

  it('warns after half a minute without a message while the market is busy, and when the server lost the exchange', async () => {
    await open({ heldClock: true })
    await page.clock.runFor(25_000)
    expect(await text('notice')).toBe('')
    await page.clock.runFor(6_000)
    await page.getByText('No message for 30 seconds').waitFor()
    push(market(1))
    await page.clock.runFor(100)
    await page.getByText('No message for 30 seconds').waitFor({ state: 'detached' })
    server.status({ connected: false })
    await page.clock.runFor(100)
    await page.getByText('The server lost the exchange').waitFor()
    expect(await text('feed-status')).toContain('Feed down')
  })

  it('fits a telephone: only the board scrolls sideways', async () => {
    await open({ width: 390 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(await page.evaluate(`document.querySelector('.board-scroll').scrollWidth > 1000`)).toBe(true)
  })

  it('fits a screen: nothing scrolls sideways', async () => {
    await open({ width: 1440 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1440)
  })

  it('fits any width, however long the name of the recording that is played', async () => {
    await open()
    const source = 'replay of a-rather-long-name-of-a-recording-of-the-twentieth-of-november-2026'
    push({ ...state, feed: { ...state.feed, source } })
    await page.getByTestId('replay-badge').waitFor()
    for (const width of [360, 719, 768, 890, 1_024, 1_200]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
  })

  it('shows the prices of a future among them in points', async () => {
    await open()
    const future = {
      last_price: 2_023.4,
      last_volume: 2,
      change: 6.8,
      change_pct: 0.34,
      ref_price: 2_016.6,
      ceiling: 2_157.7,
      floor: 1_875.5,
      bids: [[2_023.3, 24]],
      asks: [[2_023.5, 67]],
    } as const
    push({ ...state, prices: { ...state.prices, '41I1GC000': future } })
    await page.getByTestId('row-41I1GC000').waitFor()
    const shown = ['ceiling', 'bid1', 'last', 'change', 'ask1'].map((col) => cell('41I1GC000', col))
    expect(await Promise.all(shown.map((at) => at.textContent()))).toEqual([
      '2157.7',
      '2023.3',
      '▲2023.4',
      '+6.80',
      '2023.5',
    ])
  })

  it('cuts no number off, however large', async () => {
    await open({ width: 390 })
    const volumes = [999_900, 9_999_900, 123_456_700] as const
    const bids = volumes.map((volume, depth): [number, number] => [105_250 - depth * 50, volume])
    const prices = { ...state.prices }
    for (const symbol of symbols)
      prices[symbol] = { ...prices[symbol]!, last_volume: 1_174_700, change: -12_350, bids }
    const quotes = { ...state.quotes }
    quotes['ACB'] = { ...quotes['ACB']!, total_volume: 99_999_900 }
    quotes['BID'] = { ...quotes['BID']!, total_volume: 1_234_567_800 }
    push({ ...state, prices, quotes })
    await showsInRow('ACB', '1.17M')
    expect(await cell('ACB', 'bid3-volume').textContent()).toBe('123.46M')
    expect(await cell('ACB', 'bid3-volume').getAttribute('title')).toBe('123,456,700')
    expect(await cell('ACB', 'bid1-volume').textContent()).toBe('999,900')
    expect(await cell('ACB', 'total-volume').textContent()).toBe('99,999,900')
    expect(await cell('BID', 'total-volume').textContent()).toBe('1,234.57M')
    const cut = await page.evaluate<string[]>(
      `[...document.querySelectorAll('tbody td')].filter((of) => of.scrollWidth > of.clientWidth).map((of) => [of.dataset.col, of.textContent, of.scrollWidth, of.clientWidth].join(" "))`,
    )
    expect(cut).toEqual([])
  })

  it('moves nothing about when data comes', async () => {
    await open({ alerts: [alert(2), alert(1)] })
    push(market(1))
    await page.getByTestId('alert').nth(1).waitFor()
    const shift = await page.evaluate<number>(`new Promise((resolve) => {
      let total = 0
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) total += value })
        .observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => resolve(total), 200)
    })`)
    expect(shift).toBeLessThan(0.01)
  })
})
