/** What a trading token or an order proves its sender by. */
export interface SecondFactor {
  /** The only PIN that is taken; without it any text is. */
  readonly pin?: string | undefined
  /** The only OTP that is taken; without it any six digits are. */
  readonly otp?: string | undefined
}

/** Kinds of code, as `twoFactorType` numbers them. */
export type FactorType = 'pin' | 'otp'

/** Whether a code is right. */
export function isRightCode(code: string, type: FactorType, { pin, otp }: SecondFactor): boolean {
  if (code === '') return false
  if (type === 'pin') return pin === undefined || code === pin
  return otp === undefined ? /^\d{6}$/.test(code) : code === otp
}

/** Whether a code that comes with an order is right: it may be of either kind. */
export const isRightAnyCode = (code: string, factor: SecondFactor): boolean =>
  isRightCode(code, 'pin', factor) || isRightCode(code, 'otp', factor)
