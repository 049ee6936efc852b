import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import type { AccountOpening } from '../exchange/trading/account.ts'
import type { ConsumerCredentials } from '../exchange/wire/access.ts'
import type { Verify } from '../exchange/wire/trading/any-signature.ts'
import { verifierOf } from '../exchange/wire/trading/signatures.ts'
import type { TradingCredentials } from '../exchange/wire/trading/trading.ts'
import type { ApiCredentials } from '../exchange/wire3/auth/auth.ts'
import type { CredentialFlags } from './credential-flags.ts'

/** Who is let in by the simulated exchange, and how they prove it. What is absent is not asked for. */
export interface ExchangeCredentials {
  readonly consumer: ConsumerCredentials | undefined
  readonly trading: TradingCredentials
  readonly api: ApiCredentials
  readonly accounts: readonly AccountOpening[] | undefined
}

const whole = z.coerce.number().int().nonnegative()
const account = z.strictObject({
  account: z.string().min(1),
  cash: whole.optional(),
  holdings: z.record(z.string(), whole).optional(),
  foreign: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional(),
})
const accountOrNumber = z.union([
  z
    .string()
    .min(1)
    .transform((number) => ({ account: number })),
  account,
])
const text = z.string().min(1).optional()

/** Every value is a text as it comes, so that a PIN keeps its zeros. */
const schema = z.strictObject({
  'consumer-id': text,
  'consumer-secret': text,
  pin: text,
  account: z.union([accountOrNumber.transform((one) => [one]), z.array(accountOrNumber)]).optional(),
  'public-key': text,
  'api-key': text,
  'api-secret': text,
  otp: text,
  'client-id': text,
})

type CredentialFile = z.output<typeof schema>

/** Reads a file. Throws an `Error` of one line, with no value of it. */
function readFile(path: string): CredentialFile {
  const parsed = schema.safeParse(parsedText(path))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') ?? ''
  throw new Error(`${path}: ${where ? `${where}: ` : ''}${issue?.message ?? 'it has another form.'}`)
}

function parsedText(path: string): unknown {
  try {
    return parse(readText(path), { schema: 'failsafe' })
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new Error(`${path}: it is neither YAML nor JSON (${error.code}).`, { cause: error })
    throw error
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Error(`${path} cannot be read (${code}).`, { cause: error })
  }
}

/** Knows the signatures of the key in a file. */
function verifierIn(path: string): Verify {
  const key = readText(path)
  try {
    return verifierOf(key)
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : 'it holds no key.'}`, {
      cause: error,
    })
  }
}

/** What the file says, and the flags over it. */
function said({ credentials, ...flags }: CredentialFlags): CredentialFile {
  const file = credentials === undefined ? {} : readFile(credentials)
  const ofFile = file['public-key']
  const keyFile = flags.publicKey ?? (ofFile && resolve(dirname(credentials ?? '.'), ofFile))
  const ofFlags = {
    'consumer-id': flags.consumerId,
    'consumer-secret': flags.consumerSecret,
    pin: flags.pin,
    account: flags.account?.map((number) => ({ account: number })),
    'public-key': keyFile,
    'api-key': flags.apiKey,
    'api-secret': flags.apiSecret,
    otp: flags.otp,
    'client-id': flags.clientId,
  }
  const given = Object.entries(ofFlags).filter(([, value]) => value !== undefined)
  return { ...file, ...(Object.fromEntries(given) as CredentialFile) }
}

/**
 * The credentials that flags and their file say; a flag goes before the file. Throws an `Error` of one line when something is wrong with them,
 * also when an id comes without its secret.
 */
export function exchangeCredentials(flags: CredentialFlags): ExchangeCredentials {
  const { pin, otp, account: accounts, 'public-key': keyFile, 'client-id': clientId, ...pairs } = said(flags)
  const names = accounts?.map((opening) => opening.account)
  const consumer = pair(['consumer-id', pairs['consumer-id']], ['consumer-secret', pairs['consumer-secret']])
  const api = pair(['api-key', pairs['api-key']], ['api-secret', pairs['api-secret']])
  const verify = keyFile === undefined ? undefined : verifierIn(keyFile)
  return {
    consumer: consumer && { consumerId: consumer[0], consumerSecret: consumer[1] },
    trading: { pin, otp, verify, accounts: names },
    api: { apiKey: api?.[0], apiSecret: api?.[1], otp, clientId, verify, accounts: names },
    accounts: accounts?.map(openingOf),
  }
}

type Named = readonly [name: string, value: string | undefined]

/** Half of a pair is a mistake, not a wish to do without. */
function pair(id: Named, secret: Named): readonly [string, string] | undefined {
  const [first, second] = [id[1], secret[1]]
  if (first !== undefined && second !== undefined) return [first, second]
  if (first === second) return undefined
  const [there, missing] = first === undefined ? [secret[0], id[0]] : [id[0], secret[0]]
  throw new Error(`--${missing} is missing beside --${there}; give both or neither.`)
}

/** Without what is not said. */
const openingOf = ({
  account: number,
  cash,
  holdings,
  foreign,
}: z.output<typeof account>): AccountOpening => ({
  account: number,
  ...(cash !== undefined && { cash }),
  ...(holdings !== undefined && { holdings }),
  ...(foreign !== undefined && { foreign }),
})
