import { SessionError } from '../../session/session-error.ts'

/** Why something at SSI failed. Its text holds neither a token nor a secret. */
export class SsiError extends SessionError {
  override readonly name = 'SsiError'
}
