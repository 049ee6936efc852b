import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { opened } from '../server/shown.ts'
import { hasChromium, openBrowser } from './browser.ts'
import { builtPage } from './built-page.ts'

const TOKEN = 'known+to/few='

let folder: string
let browser: Browser
let server: Awaited<ReturnType<typeof opened>>

/** Writes the built page into a folder, as it lies beside the program. */
async function written(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'vnflow-token-'))
  for (const [path, { body }] of await builtPage()) {
    if (path === '/') continue
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), body)
  }
  return root
}

const wanting = (token: string, port = 0) =>
  opened({ webRoot: folder, port, settings: { tokens: { read: [token], trade: [], admin: [] } } })

/** Opens a tab and waits until it shows the market. */
async function shown(
  context: BrowserContext,
  { at = server.url, path }: { at?: string; path: string },
  answer?: string,
) {
  const page = await context.newPage()
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.accept(answer)
  })
  await page.goto(at + path)
  await page.getByTestId('row-FPT').waitFor()
  return { page, asked }
}

describe.skipIf(!hasChromium)('the page of a server that wants a token', () => {
  beforeAll(async () => {
    ;[folder, browser] = await Promise.all([written(), openBrowser()])
    server = await wanting(TOKEN)
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('takes it out of the address, and keeps it for the tab; two tabs show the market at a time', async () => {
    const context = await browser.newContext()
    const query = `/?token=${encodeURIComponent(TOKEN)}`
    const tabs = [await shown(context, { path: query }), await shown(context, { path: query })]
    for (const { page, asked } of tabs) {
      expect(page.url()).toBe(`${server.url}/`)
      await page.reload()
      await page.getByTestId('row-FPT').waitFor()
      expect(asked).toEqual([])
    }
    await expect
      .poll(async () => (await server.metrics.connections.get()).values)
      .toContainEqual({
        labels: { channel: 'market' },
        value: 2,
      })
    await context.close()
  })

  it('asks for it where it has none', async () => {
    const context = await browser.newContext()
    const { asked } = await shown(context, { path: '/' }, TOKEN)
    expect(asked).toEqual(['Token?'])
    await context.close()
  })

  it('asks for it where the server comes back with another', async () => {
    const before = await wanting('before')
    const context = await browser.newContext()
    const { page, asked } = await shown(context, { at: before.url, path: '/?token=before' }, 'after')
    await before.close()
    const after = await wanting('after', before.port)
    await expect.poll(() => asked, { timeout: 10_000 }).toEqual(['Token?'])
    await page.locator('[data-testid=feed-status][data-level=good]').waitFor()
    await context.close()
    await after.close()
  })
})
