import { isDeepStrictEqual } from 'node:util'
import { type Random, random as randomOf } from '../../../src/exchange/random.ts'
import { decodeSsi } from '../../../src/sources/ssi/decode.ts'
import { scanMessage } from '../../../src/sources/ssi/scan/scan-message.ts'
import { mutated } from '../mutated.ts'
import { decodeByName } from './read-by-name.ts'
import { combined, frame, sample, samples } from './samples.ts'

const OLD_QUOTE =
  '{"TradingDate":"05/11/2025","TradingTime":"14:31:00","StockNo":"VN30F2511","StockType":"Future","RType":"Quote","AskPrice1":0.0,"AskVol1":"140","AskPrice2":1286.5,"AskVol2":"12","BidPrice1":1285.4,"BidVol1":"3"}'

const CONTENTS: readonly (readonly [string, string])[] = [
  ...Object.entries(samples),
  ['X', JSON.stringify(combined())],
  ['X-QUOTE', OLD_QUOTE],
  [
    'X-TRADE',
    JSON.stringify(
      sample('X-TRADE', { Symbol: '41I1G3000', Exchange: 'DER', LastPrice: 1285.4, Ceiling: 0 }),
    ),
  ],
  ['R', samples.R.replace(/"(Buy|Sell)V/g, '"F$1V')],
]
const TEXTS = CONTENTS.map(([, content]) => content)

/** An envelope in one of the spellings that it comes in. */
function enveloped(dataType: string, content: string, random: Random): string {
  const [type, body] = [JSON.stringify(dataType), JSON.stringify(content)]
  const spellings = [
    `{"DataType":${type},"Content":${body}}`,
    `{"DataType":${type},"Content":${body}}`,
    `{"DataType":${type},"Content":${content}}`,
    `{"Content":${body},"DataType":${type}}`,
    `{"datatype":${type},"content":${body}}`,
    `{"Datatype":${type},"Content":${body}}`,
    `{"Content":${body}}`,
    `{"DataType":null,"Content":${body},"Pad":1}`,
  ]
  return spellings[random.below(spellings.length)]!
}

/** Changes inside the content, outside it, or both. */
function fuzzedText(random: Random): string {
  const [dataType, content] = CONTENTS[random.below(CONTENTS.length)]!
  const inside = random.chance(0.7) ? mutated(content, random, TEXTS) : content
  const text = enveloped(dataType, inside, random)
  return random.chance(0.4) ? mutated(text, random, TEXTS) : text
}

/** What came of so many fuzzed frames. */
export interface Fuzzed {
  /** Frames that the scanner read by itself. */
  scanned: number
  /** Frames that gave a rejection. */
  rejected: number
  /** Texts that are read in two ways. */
  readonly differences: string[]
}

/** Decodes so many fuzzed frames, and compares each with what `JSON.parse` makes of it. */
export function fuzz(seed: number, count: number): Fuzzed {
  const random = randomOf(seed, 'fuzzed frames')
  const told: Fuzzed = { scanned: 0, rejected: 0, differences: [] }
  for (let i = 0; i < count; i += 1) {
    const message = frame(fuzzedText(random))
    const events = decodeSsi(message)
    if (!isDeepStrictEqual(events, decodeByName(message))) told.differences.push(message.text)
    if (events[0]?.kind === 'rejected') told.rejected += 1
    if (scanMessage(message.text)) told.scanned += 1
  }
  return told
}
