import { describe, expect, it } from 'vitest'
import { withoutSecrets } from '../../../src/sources/session/without-secrets.ts'
import { fc, test } from '../../property-tests.ts'

describe('withoutSecrets', () => {
  it('leaves words whole that hold a short secret, and hides it where it stands by itself', () => {
    expect(withoutSecrets('me: wrong parameters, "me" is not known to ME (key=me).', ['me', ''])).toBe(
      '***: wrong parameters, "***" is not known to ME (key=***).',
    )
    expect(withoutSecrets('tên m, tiềm năng, số 12 và 123', ['m', '12'])).toBe(
      'tên ***, tiềm năng, số *** và 123',
    )
  })

  it('hides a long one anywhere, signs of patterns and all, and the whole of one that holds another', () => {
    expect(withoutSecrets('xa.b*c$d(e)x and axb*c$d(e)', ['a.b*c$d(e)'])).toBe('x***x and axb*c$d(e)')
    expect(withoutSecrets('key-of-me', ['key-of-m', 'key-of-me'])).toBe('***')
  })

  // Stars are what is put in the place of secrets.
  const sign = fc.constantFrom('a', 'b', '1', '-', '.', '$', '^', '\\', 'Ắ', ' ')
  const secret = fc.string({ unit: sign, minLength: 1, maxLength: 12 })
  const text = (secrets: readonly string[]) =>
    fc.array(fc.oneof(fc.constantFrom(...secrets), fc.string({ unit: sign, maxLength: 3 })), { maxLength: 8 })
  const told = fc
    .array(secret, { minLength: 1, maxLength: 3 })
    .chain((secrets) => fc.tuple(fc.constant(secrets), text(secrets)))
  test.prop([told])('never tells a long secret, nor a short one as a word of its own', ([secrets, parts]) => {
    const rest = withoutSecrets(parts.join(''), secrets)
    const isWithin = (at: number) => /^[\p{L}\p{N}]{2}$/u.test(rest.slice(Math.max(0, at - 1), at + 1))
    for (const one of secrets)
      for (let at = rest.indexOf(one); at >= 0; at = rest.indexOf(one, at + 1)) {
        expect(one.length).toBeLessThan(8)
        expect(isWithin(at) || isWithin(at + one.length)).toBe(true)
      }
  })
})
