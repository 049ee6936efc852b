import { z } from 'zod'
import { tables } from '../../sinks/tables.ts'
import { contractMonthOf } from '../market/contract-code.ts'
import { isNetwork } from '../server/client-address.ts'
import { wholeNumber } from '../server/query.ts'
import { readSymbolChannel } from '../server/socket/symbol-channel-name.ts'
import { environment } from './environment.ts'

/** A number of seconds, as `30` or `0.5`. */
function seconds(fallback: number) {
  const error = 'a number of seconds from 0.1 to 3600'
  return z
    .string()
    .regex(/^\d{1,4}(\.\d{1,3})?$/, { error })
    .transform(Number)
    .pipe(z.number().min(0.1, { error }).max(3600, { error }))
    .default(fallback)
}

/** One of some words, in capitals or not. */
function word<const T extends readonly [string, ...string[]]>(words: T, fallback: T[number]) {
  return z
    .string()
    .toLowerCase()
    .pipe(z.enum(words, { error: `one of ${words.join(', ')}` }))
    .default(fallback)
}

/** Items with commas between them. */
function list(isAllowed: (item: string) => boolean, allowed: string) {
  return z
    .string()
    .transform((text): readonly string[] => text.split(',').flatMap((item) => item.trim() || []))
    .refine((items) => items.every(isAllowed), { error: `${allowed}, with commas between several` })
}

const address = (fallback: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
      error: 'an address that begins with https:// or http://',
    })
    .default(fallback)

/** Codes in capitals, written in small letters or not. */
const codes = (isAllowed: (code: string) => boolean, allowed: string) =>
  list((item) => isAllowed(item.toUpperCase()), allowed)
    .transform((items): readonly string[] => items.map((code) => code.toUpperCase()))
    .default([])

const symbols = () =>
  codes(
    (code) => readSymbolChannel(`trades:${code}`) !== undefined,
    'codes of letters and digits, a future as 41I1GC000, VN30F2612 or VN30F1M',
  )

/** Each by its month: the active one is chosen of what feeds tell, and none tells a rolling label. */
const futures = () =>
  codes(
    (code) => contractMonthOf(code)?.underlying === 'VN30',
    'futures of the VN30 as 41I1GC000 or VN30F2612',
  )

const tableNames: readonly string[] = Object.values(tables).map(({ name }) => name)

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text

const TOKEN = /^[!-+\--~]+$/
const TOKEN_ALLOWED = 'letters, digits and signs of ASCII, without spaces and commas'

const tokenList = () => list((item) => TOKEN.test(item), TOKEN_ALLOWED).default([])

const text = (fallback: string) => z.string().default(fallback)

/** Every setting. The message of each check says what is allowed. */
const schema = z.object({
  SSI_CONSUMER_ID: z.string().optional(),
  SSI_CONSUMER_SECRET: z.string().optional(),
  SSI_BASE_URL: address('https://fc-data.ssi.com.vn/'),
  SSI_STREAM_URL: address('https://fc-datahub.ssi.com.vn/'),
  SSI_API_KEY: z.string().optional(),
  SSI_API_SECRET: z.string().optional(),
  SSI_API_LOGIN: z
    .string()
    .regex(/^(data|smartOtp|\d{4,8})$/, { error: 'data, smartOtp, or a one-time password of 4 to 8 digits' })
    .default('data'),
  SSI_API_URL: address('https://api.ssi.com.vn/'),
  SSI_API_STREAM_URL: address('https://stream.ssi.com.vn/'),
  DNSE_API_KEY: z.string().optional(),
  DNSE_API_SECRET: z.string().optional(),
  DNSE_BASE_URL: address('https://openapi.dnse.com.vn/'),
  DNSE_STREAM_URL: address('https://ws-openapi.dnse.com.vn/'),
  APP_HOST: text('127.0.0.1'),
  APP_PORT: wholeNumber(0, 65_535, 8_000),
  CORS_ORIGINS: list(isOrigin, 'origins as http://localhost:5173, without a path').default([
    'http://localhost:5173',
  ]),
  WS_THROTTLE_INTERVAL_MS: wholeNumber(0, 60_000, 500),
  WS_HEARTBEAT_INTERVAL: seconds(30),
  WS_HEARTBEAT_TIMEOUT: seconds(10),
  WS_QUEUE_SIZE: wholeNumber(1, 1_000_000, 50),
  WS_AUTH_TOKEN: z.string().regex(TOKEN, { error: TOKEN_ALLOWED }).optional(),
  WS_MAX_CONNECTIONS_PER_IP: wholeNumber(1, 1_000_000, 5),
  VNFLOW_WS_SLOW_TIMEOUT: seconds(30),
  VNFLOW_WS_DEFLATE: word(['off', 'on'], 'off'),
  VNFLOW_READ_TOKENS: tokenList(),
  VNFLOW_TRADE_TOKENS: tokenList(),
  VNFLOW_ADMIN_TOKENS: tokenList(),
  VNFLOW_RATE_BURST: wholeNumber(1, 1_000_000, 200),
  VNFLOW_RATE_PER_SECOND: wholeNumber(0, 1_000_000, 20),
  VNFLOW_TRUSTED_PROXIES: list(isNetwork, 'addresses and networks as 127.0.0.1 or 10.0.0.0/8').default([]),
  EXTRA_SYMBOLS: symbols(),
  FUTURES_OVERRIDE: futures(),
  LOG_LEVEL: word(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
  LOG_FORMAT: word(['text', 'json'], 'text'),
  VNFLOW_DATA_DIR: text('data/store'),
  VNFLOW_CALENDAR: text(''),
  VNFLOW_PIPELINES: text(''),
  VNFLOW_RULES: text(''),
  VNFLOW_JOURNAL: word(['batch', 'each', 'none'], 'batch'),
  VNFLOW_JOURNAL_HOLD_MB: wholeNumber(1, 16_384, 256),
  VNFLOW_JOURNAL_COMPRESS: word(['brotli', 'none'], 'brotli'),
  VNFLOW_JOURNAL_KEEP_DATES: wholeNumber(0, 100_000, 0),
  VNFLOW_JOURNAL_KEEP_MB: wholeNumber(0, 1_000_000_000, 0),
  VNFLOW_TABLES: list((item) => tableNames.includes(item), `tables of ${tableNames.join(', ')}`).default(
    tableNames,
  ),
})

/** The settings of a process, by their names in the environment and in their units there. */
export type Settings = Readonly<z.output<typeof schema>>

const isSecret = (name: string) => /SECRET|TOKEN|PASSWORD|CONSUMER_ID|KEY|LOGIN/.test(name)

/** One line, without a secret in it. */
const complaint = (name: string, value: string | undefined, allowed: string) =>
  new Error(
    isSecret(name)
      ? `${name} has a value that is not allowed; allowed is ${allowed}.`
      : `${name} is ${JSON.stringify(value)}; allowed is ${allowed}.`,
  )

/** A name of ours that nobody reads is a setting written wrongly. */
function checkNames(env: NodeJS.ProcessEnv): void {
  const known = Object.keys(schema.shape).filter((name) => name.startsWith('VNFLOW_'))
  const unknown = Object.keys(env).find((name) => name.startsWith('VNFLOW_') && !known.includes(name))
  if (unknown === undefined) return
  const value = isSecret(unknown) ? '' : ` (it is ${JSON.stringify(env[unknown])})`
  throw new Error(`${unknown} is not a setting${value}; allowed are ${known.join(', ')}.`)
}

/** The pairs of settings that are of no use apart. */
const PAIRS = [
  ['SSI_CONSUMER_ID', 'SSI_CONSUMER_SECRET'],
  ['SSI_API_KEY', 'SSI_API_SECRET'],
  ['DNSE_API_KEY', 'DNSE_API_SECRET'],
] as const

/** Half of the credentials is a mistake, not a wish to do without. */
function checkCredentials(settings: Settings): void {
  for (const pair of PAIRS) {
    const absent = pair.filter((name) => settings[name] === undefined)
    if (absent.length !== 1) continue
    const present = pair.find((name) => settings[name] !== undefined)
    throw new Error(`${absent[0]} is missing beside ${present}; set both or neither.`)
  }
}

/**
 * The settings in an environment; an empty value counts as not set.
 * Throws an `Error` of one line that names the first setting that is wrong, its value and what is allowed.
 */
export function readSettings(env: NodeJS.ProcessEnv = environment()): Settings {
  checkNames(env)
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0])
    throw complaint(name, given[name], issue?.message ?? 'another value')
  }
  checkCredentials(parsed.data)
  return parsed.data
}
