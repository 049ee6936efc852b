import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { environment } from '../../src/cli/environment.ts'
import { readSettings } from '../../src/cli/settings.ts'

const complaintOf = (env: NodeJS.ProcessEnv) => {
  try {
    readSettings(env)
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
  return 'no complaint'
}

describe('readSettings', () => {
  it('gives the defaults where nothing is set, and where a value is empty', () => {
    const defaults = {
      SSI_BASE_URL: 'https://fc-data.ssi.com.vn/',
      SSI_STREAM_URL: 'https://fc-datahub.ssi.com.vn/',
      SSI_API_LOGIN: 'data',
      SSI_API_URL: 'https://api.ssi.com.vn/',
      SSI_API_STREAM_URL: 'https://stream.ssi.com.vn/',
      DNSE_BASE_URL: 'https://openapi.dnse.com.vn/',
      DNSE_STREAM_URL: 'https://ws-openapi.dnse.com.vn/',
      APP_HOST: '127.0.0.1',
      APP_PORT: 8000,
      CORS_ORIGINS: ['http://localhost:5173'],
      WS_THROTTLE_INTERVAL_MS: 500,
      WS_HEARTBEAT_INTERVAL: 30,
      WS_HEARTBEAT_TIMEOUT: 10,
      WS_QUEUE_SIZE: 50,
      WS_MAX_CONNECTIONS_PER_IP: 5,
      VNFLOW_WS_SLOW_TIMEOUT: 30,
      VNFLOW_WS_DEFLATE: 'off',
      VNFLOW_READ_TOKENS: [],
      VNFLOW_TRADE_TOKENS: [],
      VNFLOW_ADMIN_TOKENS: [],
      VNFLOW_RATE_BURST: 200,
      VNFLOW_RATE_PER_SECOND: 20,
      VNFLOW_TRUSTED_PROXIES: [],
      EXTRA_SYMBOLS: [],
      FUTURES_OVERRIDE: [],
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'text',
      VNFLOW_DATA_DIR: 'data/store',
      VNFLOW_CALENDAR: '',
      VNFLOW_PIPELINES: '',
      VNFLOW_RULES: '',
      VNFLOW_JOURNAL: 'batch',
      VNFLOW_JOURNAL_HOLD_MB: 256,
      VNFLOW_TABLES: [
        'trades',
        'quotes',
        'foreign_flow',
        'index_values',
        'basis',
        'bars',
        'alerts',
        'gaps',
        'rejected',
      ],
      VNFLOW_JOURNAL_COMPRESS: 'brotli',
      VNFLOW_JOURNAL_KEEP_DATES: 0,
      VNFLOW_JOURNAL_KEEP_MB: 0,
    }
    expect(readSettings({})).toEqual(defaults)
    expect(readSettings({ APP_PORT: '', WS_AUTH_TOKEN: ' ', VNFLOW_JOURNAL: '' })).toEqual(defaults)
  })

  it('reads each kind of value, and lets the environment be full of what is not its own', () => {
    const settings = readSettings({
      PATH: '/bin',
      SSI_CONSUMER_ID: 'me',
      SSI_CONSUMER_SECRET: 'hush',
      APP_PORT: '0',
      CORS_ORIGINS: 'https://a.vn, http://b.vn:81 ,',
      WS_HEARTBEAT_INTERVAL: '30.0',
      WS_HEARTBEAT_TIMEOUT: '0.5',
      WS_AUTH_TOKEN: 'a-b_c.d~/+=',
      EXTRA_SYMBOLS: 'fpt, hpg',
      FUTURES_OVERRIDE: '41i1g3000',
      LOG_LEVEL: 'WARN',
    })
    expect(settings).toMatchObject({
      SSI_CONSUMER_ID: 'me',
      SSI_CONSUMER_SECRET: 'hush',
      APP_PORT: 0,
      CORS_ORIGINS: ['https://a.vn', 'http://b.vn:81'],
      WS_HEARTBEAT_INTERVAL: 30,
      WS_HEARTBEAT_TIMEOUT: 0.5,
      WS_AUTH_TOKEN: 'a-b_c.d~/+=',
      EXTRA_SYMBOLS: ['FPT', 'HPG'],
      FUTURES_OVERRIDE: ['41I1G3000'],
      LOG_LEVEL: 'warn',
    })
    expect(settings).not.toHaveProperty('PATH')
  })

  it.each([
    ['APP_PORT', '80000', 'a whole number from 0 to 65535'],
    ['APP_PORT', '8e3', 'a whole number from 0 to 65535'],
    ['APP_PORT', '-1', 'a whole number from 0 to 65535'],
    ['SSI_BASE_URL', 'fc-data', 'an address that begins with https:// or http://'],
    ['SSI_STREAM_URL', 'ftp://x.vn', 'an address that begins with https:// or http://'],
    ['CORS_ORIGINS', '*', 'origins as http://localhost:5173, without a path, with commas between several'],
    [
      'CORS_ORIGINS',
      'http://a.vn/',
      'origins as http://localhost:5173, without a path, with commas between several',
    ],
    ['WS_HEARTBEAT_INTERVAL', '0', 'a number of seconds from 0.1 to 3600'],
    ['WS_HEARTBEAT_TIMEOUT', 'soon', 'a number of seconds from 0.1 to 3600'],
    ['WS_QUEUE_SIZE', '0', 'a whole number from 1 to 1000000'],
    ...['FPT;HPG', 'VN30F3M'].map((symbols): [string, string, string] => [
      'EXTRA_SYMBOLS',
      symbols,
      'codes of letters and digits, a future as 41I1GC000, VN30F2612 or VN30F1M, with commas between several',
    ]),
    ...['VN30F2612,FPT', 'VN30F1M'].map((names): [string, string, string] => [
      'FUTURES_OVERRIDE',
      names,
      'futures of the VN30 as 41I1GC000 or VN30F2612, with commas between several',
    ]),
    ['LOG_LEVEL', 'loud', 'one of trace, debug, info, warn, error, fatal, silent'],
    ['LOG_FORMAT', 'xml', 'one of text, json'],
    ['VNFLOW_JOURNAL', 'some', 'one of batch, each, none'],
    [
      'VNFLOW_TABLES',
      'trades,ticks',
      'tables of trades, quotes, foreign_flow, index_values, basis, bars, alerts, gaps, rejected, with commas between several',
    ],
  ])('refuses %s=%s in one line with the name, the value and what is allowed', (name, value, allowed) => {
    expect(complaintOf({ [name]: value })).toBe(`${name} is "${value}"; allowed is ${allowed}.`)
  })

  it('refuses a VNFLOW_ name that nobody reads, and names those that somebody does', () => {
    expect(complaintOf({ VNFLOW_JURNAL: 'each' })).toBe(
      'VNFLOW_JURNAL is not a setting (it is "each"); allowed are VNFLOW_WS_SLOW_TIMEOUT, VNFLOW_WS_DEFLATE, VNFLOW_READ_TOKENS, VNFLOW_TRADE_TOKENS, VNFLOW_ADMIN_TOKENS, VNFLOW_RATE_BURST, VNFLOW_RATE_PER_SECOND, VNFLOW_TRUSTED_PROXIES, VNFLOW_DATA_DIR, VNFLOW_CALENDAR, VNFLOW_PIPELINES, VNFLOW_RULES, VNFLOW_JOURNAL, VNFLOW_JOURNAL_HOLD_MB, VNFLOW_JOURNAL_COMPRESS, VNFLOW_JOURNAL_KEEP_DATES, VNFLOW_JOURNAL_KEEP_MB, VNFLOW_TABLES.',
    )
  })

  it('never prints a secret', () => {
    expect(complaintOf({ WS_AUTH_TOKEN: 'two words' })).toBe(
      'WS_AUTH_TOKEN has a value that is not allowed; allowed is letters, digits and signs of ASCII, without spaces and commas.',
    )
    expect(complaintOf({ VNFLOW_SECRET: 'hush' })).not.toContain('hush')
  })

  it('refuses half of the credentials', () => {
    expect(complaintOf({ SSI_CONSUMER_ID: 'me' })).toBe(
      'SSI_CONSUMER_SECRET is missing beside SSI_CONSUMER_ID; set both or neither.',
    )
    expect(complaintOf({ SSI_CONSUMER_SECRET: 'hush' })).toBe(
      'SSI_CONSUMER_ID is missing beside SSI_CONSUMER_SECRET; set both or neither.',
    )
  })
})

describe('environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vnflow-settings-'))
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  it('takes from the file what the environment does not set, and needs no file', () => {
    const file = join(folder, '.env')
    writeFileSync(file, '# a comment\nAPP_PORT=9000\nAPP_HOST="0.0.0.0"\n')
    vi.stubEnv('APP_PORT', '9001')
    vi.stubEnv('APP_HOST', undefined)
    expect(environment(file)).toMatchObject({ APP_PORT: '9001', APP_HOST: '0.0.0.0' })
    expect(environment(join(folder, 'none'))).toHaveProperty('APP_PORT', '9001')
  })
})

describe('.env.example', () => {
  const example = parseEnv(
    readFileSync(fileURLToPath(new URL('../../.env.example', import.meta.url)), 'utf8'),
  )
  const unset = [
    ...['SSI_CONSUMER_ID', 'SSI_CONSUMER_SECRET', 'SSI_API_KEY', 'SSI_API_SECRET'],
    ...['DNSE_API_KEY', 'DNSE_API_SECRET', 'WS_AUTH_TOKEN'],
  ]

  it('lists every setting, and no other', () => {
    expect(Object.keys(example).sort()).toEqual([...Object.keys(readSettings({})), ...unset].sort())
  })

  it('lists each with its default', () => {
    const written = Object.entries(readSettings({})).map(([name, value]) => [name, String(value)])
    expect(example).toEqual({
      ...Object.fromEntries(unset.map((name) => [name, ''])),
      ...Object.fromEntries(written),
    })
    expect(readSettings(example)).toEqual(readSettings({}))
  })
})
