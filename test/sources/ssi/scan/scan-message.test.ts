import { describe, expect, it } from 'vitest'
import { parseMessage } from '../../../../src/sources/ssi/parse-message.ts'
import { scanMessage } from '../../../../src/sources/ssi/scan/scan-message.ts'
import { AT, FIELD_NAMES } from '../../../../src/sources/ssi/values.ts'
import { fc, test } from '../../../property-tests.ts'
import { readByName } from '../read-by-name.ts'
import { broadcast, combined, type Content, sample, samples } from '../samples.ts'

const text = (dataType: string, content: Content) => broadcast(dataType, content).text

/** A copy: what was scanned is there until the next message is. */
const scan = (message: string) => {
  const scanned = scanMessage(message)
  return scanned && { dataType: scanned.dataType, values: [...scanned.values] }
}

describe('an ordinary message', () => {
  it.each(Object.entries(samples))('of %s is scanned', (kind, content) => {
    const message = JSON.stringify({ DataType: kind, Content: content })
    expect(scan(message)).toStrictEqual(readByName(message))
  })

  const ordinary: [string, string][] = [
    ['combined', text('X', combined())],
    ['content as an object', `{"DataType":"X-TRADE","Content":${samples['X-TRADE']}}`],
    ['content first', `{"Content":${JSON.stringify(samples.R)},"DataType":"R"}`],
    ['envelope in small letters', `{"datatype":"R","content":${JSON.stringify(samples.R)}}`],
    ['no type', `{"Content":${JSON.stringify(samples.MI)}}`],
    ['keys in small letters', text('R', JSON.parse(samples.R.toLowerCase()) as Content)],
    [
      'keys in capitals',
      text('MI', JSON.parse(samples.MI.toUpperCase().replaceAll('NULL', 'null')) as Content),
    ],
    ['keys turned round', text('X-TRADE', Object.fromEntries(Object.entries(sample('X-TRADE')).reverse()))],
    ['a key that is new', text('F', { ...sample('F'), NewKeyOfALongName: 'x', N: -1.5, 'With space': null })],
    [
      'numbers as text',
      text('X-TRADE', sample('X-TRADE', { LastPrice: '31200.0', LastVol: ' 300 ', TotalVol: '' })),
    ],
    ['nothing where something is expected', text('X-TRADE', sample('X-TRADE', { Side: null, Time: null }))],
    ['the older kind', text('X-Quote', { RType: 'Quote', StockNo: 'VN30F2511', TradingTime: '14:31:00' })],
    ['a number for a name', text('OL', sample('OL'))],
    ['a type that is none', text('ZZ', sample('R'))],
    ['a long text', text('R', sample('R', { Symbol: 'A'.repeat(300) }))],
  ]
  it.each(ordinary)('is scanned: %s', (_, message) => {
    expect(scan(message)).toStrictEqual(readByName(message))
  })

  it('that follows a longer one has nothing of it', () => {
    scan(text('X', combined()))
    expect(scan(text('B', { Symbol: 'SSI' }))?.values.filter((value) => value !== undefined)).toEqual(['SSI'])
  })
})

describe('the levels of a book that are not used', () => {
  const rows = ['AskPrice', 'AskVol', 'BidPrice', 'BidVol']
  const row = (stem: string) => Array.from({ length: 10 }, (_, i) => `${stem}${i + 1}`)
  /** A quote with zeros as the feed writes them, but for some fields. */
  const book = (fields: Readonly<Record<string, string>>, names = rows.flatMap(row)) =>
    broadcast('X-QUOTE', {}).text.replace(
      '{}',
      JSON.stringify(
        `{"Symbol":"SSI",${names.map((name) => `"${name}":${fields[name] ?? '0.0'}`).join(',')},"RType":"X-QUOTE"}`,
      ).slice(1, -1),
    )

  it.each([
    ['none is used', {}],
    ['the last is used', { AskPrice10: '31200.0', BidVol10: '100.0' }],
    ['one in the middle is used', { AskPrice5: '31200.0' }],
    ['one is nearly zero', { AskPrice10: '0.01', BidPrice7: '0.05' }],
    ['one is missing its decimal', { AskVol9: '0', BidVol10: '0' }],
    ['one is null', { AskVol10: 'null' }],
    ['one is text', { BidPrice4: '"0.0"' }],
  ])('are scanned: %s', (_, fields) => {
    const text = book(fields)
    expect(scan(text)).toStrictEqual(readByName(text))
  })

  it('are scanned where the row ends the message', () => {
    const text = book({}).replace(/,\\"RType\\":\\"X-QUOTE\\"/, '')
    expect(text).toContain('\\"BidVol10\\":0.0}')
    expect(scan(text)).toStrictEqual(readByName(text))
  })

  it.each([
    ['before the row', ['BidPrice4', ...rows.flatMap(row)]],
    ['behind it', [...rows.flatMap(row), 'AskPrice9']],
  ])('are left to JSON.parse where one comes twice, %s', (_, names) => {
    expect(scanMessage(book({ AskPrice1: '1.0', BidPrice4: '2.0' }, names))).toBeUndefined()
  })

  it.each([0, 1, 8, 13, 40, 90, 150])('are not made whole by a message before, %d characters', (cut) => {
    const whole = book({})
    scan(whole)
    expect(scanMessage(whole.slice(0, -30 - cut))).toBeUndefined()
  })
})

describe('an unusual message', () => {
  const unusual: [string, string][] = [
    [
      'a key that comes twice',
      '{"DataType":"R","Content":"{\\"Symbol\\":\\"SSI\\",\\"Symbol\\":\\"VND\\"}"}',
    ],
    [
      'a key in two spellings',
      '{"DataType":"R","Content":"{\\"Symbol\\":\\"SSI\\",\\"SYMBOL\\":\\"VND\\"}"}',
    ],
    ['two contents', '{"Content":"{\\"Symbol\\":\\"SSI\\"}","content":"{\\"Symbol\\":\\"VND\\"}"}'],
    ['no content', '{"DataType":"R"}'],
    ['an exponent', '{"DataType":"R","Content":"{\\"BuyVol\\":1e5}"}'],
    ['true', '{"DataType":"R","Content":"{\\"BuyVol\\":true}"}'],
    ['an escape in a value', text('R', sample('R', { Symbol: 'a"b' }))],
    ['an escape in a key', '{"DataType":"R","Content":{"Symb\\u006fl":"SSI"}}'],
    ['a line feed', '{"DataType":"R","Content":{"Symbol":"S\nSI"}}'],
    ['Vietnamese', text('MI', sample('MI', { IndexName: 'Chỉ số' }))],
    ['white space', JSON.stringify({ DataType: 'R', Content: sample('R') }, null, 1)],
    ['nesting', '{"DataType":"R","Content":"{\\"BuyVol\\":[1]}"}'],
    ['nothing in the content', '{"DataType":"R","Content":"{}"}'],
    ['more after it', `${text('R', sample('R'))}}`],
    ['too long', text('R', sample('R', { Pad: 'a'.repeat(300_000) }))],
    ['zeros after a comma', `{"DataType":"R","Content":{"Symbol":"SSI",${'\0'.repeat(24)}}}`],
    ['nothing', ''],
  ]
  it.each(unusual)('is left to JSON.parse: %s', (_, message) => {
    expect(scanMessage(message)).toBeUndefined()
  })

  it.each([1, 7, 100, 400])('that is cut is not made whole by the one before it, %d characters', (length) => {
    const whole = text('X-TRADE', sample('X-TRADE'))
    scan(whole)
    expect(scanMessage(whole.slice(0, length))).toBeUndefined()
  })
})

describe('every way', () => {
  const name = fc.constantFrom(...FIELD_NAMES.slice(1), 'Isin', 'AvgPrice', 'Change', 'NewKey')
  const spelled = name.chain((known) =>
    fc.constantFrom(known, known, known, known.toLowerCase(), known.toUpperCase()),
  )
  const number = fc.oneof(
    fc.integer({ min: 0, max: 10_000_000 }),
    fc.integer({ min: 0, max: 10_000_000 }).map((n) => n / 100),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  const plain = fc.stringMatching(/^[ !#-[\]-~]{0,20}$/)
  const value = fc.oneof(number, number.map(String), plain, fc.string(), fc.constant(null), fc.boolean())
  const kind = fc.constantFrom(
    'F',
    'X',
    'X-QUOTE',
    'X-TRADE',
    'R',
    'MI',
    'B',
    'OL',
    'x-quote',
    'Trade',
    'ZZ',
    '',
  )
  const content = fc
    .array(fc.tuple(spelled, value), { maxLength: 30 })
    .map((pairs) => Object.fromEntries(pairs))
  const envelope = fc.constantFrom<(type: string, content: string) => string>(
    (type, json) => `{"DataType":"${type}","Content":${JSON.stringify(json)}}`,
    (type, json) => `{"Content":${json},"datatype":"${type}"}`,
    (_, json) => `{"CONTENT":${JSON.stringify(json)}}`,
  )

  test.prop([kind, content, envelope])('reads the same message', (type, fields, wrap) => {
    const message = wrap(type, JSON.stringify(fields))
    const expected = readByName(message)
    expect(parseMessage(message)).toStrictEqual(expected)
    expect(scan(message) ?? expected).toStrictEqual(expected)
  })

  const ordinary = fc.dictionary(name, fc.oneof(fc.integer(), plain, fc.constant(null)), {
    minKeys: 1,
    maxKeys: 60,
  })
  test.prop([kind, ordinary, envelope])(
    'scans a message of plain numbers and texts',
    (type, fields, wrap) => {
      expect(scanMessage(wrap(type, JSON.stringify(fields)))).toBeDefined()
    },
  )

  it('has the levels of a book in a row', () => {
    expect(FIELD_NAMES.slice(AT.BidPrice1, AT.BidPrice1 + 10)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `BidPrice${n}`),
    )
    for (const [field, at] of Object.entries(AT)) expect(FIELD_NAMES[at]).toBe(field)
  })
})

describe('a number in a message', () => {
  const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`))
  const number = fc
    .tuple(fc.constantFrom('', '-'), digits(18), fc.option(digits(10)))
    .map(([sign, whole, decimals]) => `${sign}${whole}${decimals === null ? '' : `.${decimals}`}`)
  const odd = fc.constantFrom(
    '',
    '-',
    '--1',
    '1.',
    '.5',
    '+1',
    '1e5',
    '1.5E3',
    '0x1f',
    '1.0.0',
    '1-',
    'nul',
    'nulL',
  )

  /** The number at the places that are read and at one that is not, at the end of the content and before it. */
  const message = (text: string) =>
    `{"DataType":"R","Content":"{\\"RType\\":\\"R\\",\\"BuyVol\\":${text},\\"NewKey\\":${text},\\"SellVol\\":${text}}"}`

  test.prop([fc.oneof(number, odd)])('is read as JSON.parse reads it, or left to it', (text) => {
    let expected: unknown
    try {
      expected = readByName(message(text))
    } catch {
      expected = undefined
    }
    expect(scan(message(text)) ?? expected).toStrictEqual(expected)
  })

  test.prop([fc.tuple(fc.constantFrom('', '-'), fc.nat(), fc.option(digits(3)))])(
    'of a plain kind is scanned',
    ([sign, whole, decimals]) => {
      const text = `${sign}${whole}${decimals === null ? '' : `.${decimals}`}`
      expect(scan(message(text))?.values[AT.SellVol]).toBe(JSON.parse(text))
    },
  )
})
