import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where the system's Chromium is. */
export const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** Whether it is there. */
export const hasChromium = existsSync(chromiumPath)

/** A machine that checks changes must have a browser; elsewhere its tests are left out. */
export const mustHaveChromium = process.env['CI'] === 'true'

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a headless Chromium with an empty profile of its own. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath, args })
