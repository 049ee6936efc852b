import { describe, expect, it } from 'vitest'
import { numberRead, scanNumber } from '../../../src/sources/scan/scan-number.ts'
import { load } from '../../../src/sources/scan/scratch.ts'
import { fc, test } from '../../property-tests.ts'

/** A number and where it ends, as the scanner reads it with something after it; `undefined` where it leaves it to `JSON.parse`. */
function scanned(text: string, after = ','): number | undefined {
  load(text + after)
  return scanNumber(0) === text.length ? numberRead[0] : undefined
}

const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`))

describe('a number', () => {
  it.each([
    ...[
      '0',
      '-0',
      '0.0',
      '-0.0',
      '7',
      '31200.0',
      '31200',
      '1285.4',
      '0.05',
      '1.005',
      '33150.125',
      '-0.5',
      '0.001',
    ],
    ...['1234567', '12345678', '123456789012.0', '999999999999.999', '1000000000000.125', '182013860000.0'],
    ...['999999999999999', '9999999999999999', '9007199254740993', '123456789012345678901234567890.5'],
    ...[
      '0.1234567890123',
      '-0.09999999999990905',
      '31200.00',
      '31200.000',
      '31200.0000',
      '0.30000000000000004',
    ],
  ])('is read as JSON.parse reads it: %s', (text) => {
    expect(scanned(text)).toBe(JSON.parse(text))
    expect(scanned(text, '}')).toBe(JSON.parse(text))
  })

  it.each([
    '',
    '-',
    '--1',
    '00',
    '01',
    '-01',
    '000000001',
    '1.',
    '.5',
    '+1',
    'NaN',
    'Infinity',
    '1.x',
    '1e5',
    '1.5E3',
    '0x1f',
  ])('is none, or left to JSON.parse: "%s"', (text) => {
    expect(scanned(text)).toBeUndefined()
  })

  test.prop([fc.tuple(fc.constantFrom('', '-'), digits(18), fc.option(digits(8)))])(
    'of any digits is read exactly',
    ([sign, whole, decimals]) => {
      const text = `${sign}${whole.replace(/^0+(?=.)/, '')}${decimals === null ? '' : `.${decimals}`}`
      expect(scanned(text)).toBe(JSON.parse(text))
    },
  )

  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])(
    'printed by a program is read exactly',
    (number) => {
      const text = JSON.stringify(number)
      expect(scanned(text)).toBe(text.includes('e') ? undefined : JSON.parse(text))
    },
  )
})
