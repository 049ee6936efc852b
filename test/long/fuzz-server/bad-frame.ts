import type { Chance } from './chance.ts'

const texts = [
  '{"op":"ping"}',
  '{"op":"subscribe","channels":["market","alerts"]}',
  '{"op":"subscribe","channels":["trades:FPT","bars:FPT:1m"],"format":"arrow"}',
  '{"op":"subscribe","channels":["alerts"],"resume":{"alerts":1e308}}',
  '{"op":"subscribe","channels":[]}',
  '{"op":"subscribe","channels":["__proto__","constructor",""]}',
  '{"op":"unsubscribe","channels":["market"]}',
  '{"op":',
  'null',
  '[[[[[[[[[[',
  '',
] as const

const LENGTHS = [0, 1, 125, 126, 127, 65_535, 65_536, 65_537, 200_000] as const

interface Head {
  readonly first: number
  readonly length: number
  /** What the frame says its length is; the true one unless said. */
  readonly claimed?: bigint
  readonly isMasked?: boolean
}

function head({ first, length, claimed = BigInt(length), isMasked = true }: Head): Buffer {
  const mask = isMasked ? 0x80 : 0
  if (claimed < 126n) return Buffer.from([first, mask | Number(claimed)])
  if (claimed < 65_536n) {
    const bytes = Buffer.from([first, mask | 126, 0, 0])
    bytes.writeUInt16BE(Number(claimed), 2)
    return bytes
  }
  const bytes = Buffer.alloc(10)
  bytes[0] = first
  bytes[1] = mask | 127
  bytes.writeBigUInt64BE(claimed, 2)
  return bytes
}

/** A frame whose mask changes nothing. */
const frame = (first: number, payload: Buffer, more: Partial<Head> = {}): Buffer =>
  Buffer.concat([
    head({ first, length: payload.length, ...more }),
    Buffer.alloc(more.isMasked === false ? 0 : 4),
    payload,
  ])

const text = (chance: Chance): Buffer => frame(0x81, Buffer.from(chance.of(texts)))

/** Much of one kind at once. */
function flood(chance: Chance): Buffer {
  const one = chance.below(2) === 0 ? text(chance) : frame(0x89, Buffer.alloc(chance.below(125)))
  return Buffer.concat(new Array<Buffer>(chance.below(200)).fill(one))
}

/** Each is as likely as the others; what is as it should be stands more than once. */
const kinds: readonly [(chance: Chance) => Buffer, ...((chance: Chance) => Buffer)[]] = [
  text,
  text,
  text,
  (chance) => chance.bytes(1 + chance.below(60)),
  // Any opcode, any reserved bit.
  (chance) => frame(chance.below(256), chance.bytes(chance.below(130))),
  (chance) => frame(0x81, Buffer.from(chance.of(texts)), { isMasked: false }),
  (chance) => frame(0x82, Buffer.alloc(chance.of(LENGTHS))),
  (chance) =>
    frame(0x81, chance.bytes(chance.below(50)), {
      claimed: chance.of([2n ** 63n, 2n ** 62n, 70_000n, 200n]),
    }),
  (chance) => frame(chance.of([0x01, 0x00]), Buffer.from(chance.of(texts))),
  (chance) => frame(0x88, chance.bytes(chance.below(4))),
  (chance) => frame(chance.of([0x89, 0x8a]), Buffer.alloc(chance.below(125))),
  (chance) => frame(0x81, chance.bytes(1 + chance.below(40))),
  flood,
]

/** A WebSocket frame that is as it should be now and then, as bytes. */
export const badFrame = (chance: Chance): Buffer => chance.of(kinds)(chance)
