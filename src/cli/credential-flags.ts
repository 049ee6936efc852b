import type { Command } from 'commander'

/** The flags about credentials, as they come from the command line. */
export interface CredentialFlags {
  readonly credentials?: string
  readonly consumerId?: string
  readonly consumerSecret?: string
  readonly pin?: string
  readonly account?: readonly string[]
  readonly publicKey?: string
  readonly apiKey?: string
  readonly apiSecret?: string
  readonly otp?: string
  readonly clientId?: string
}

const FLAGS = {
  credentials: true,
  consumerId: true,
  consumerSecret: true,
  pin: true,
  account: true,
  publicKey: true,
  apiKey: true,
  apiSecret: true,
  otp: true,
  clientId: true,
} as const satisfies Record<keyof CredentialFlags, true>

/** Whether any credentials are given: what reads them takes 0.04 s to load, in which a start without them would wait for the exchange. */
export const hasCredentials = (flags: CredentialFlags): boolean =>
  Object.keys(flags).some((name) => Object.hasOwn(FLAGS, name))

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text]

/** Adds the flags about credentials to a command. */
export const withCredentialFlags = (command: Command): Command =>
  command
    .option(
      '--credentials <file>',
      'YAML or JSON with the names of the flags below (and cash and holdings of accounts)',
    )
    .option('--consumer-id <id>', 'v2: the only ConsumerID that is taken')
    .option('--consumer-secret <secret>', 'v2: its secret')
    .option('--pin <pin>', 'v2: the only PIN that is taken')
    .option(
      '--account <number>',
      'the only account there is; may be repeated (…6 margin, …8 derivatives, else cash)',
      collect,
    )
    .option(
      '--public-key <file>',
      'the key that orders must be signed for: base64 of XML as SSI has it, XML or PEM',
    )
    .option('--api-key <key>', 'v3: the only API key that is taken')
    .option('--api-secret <secret>', 'v3: its secret')
    .option('--otp <code>', 'the only OTP that is taken, v2 and v3')
    .option('--client-id <id>', 'v3: the client whose key it is')
