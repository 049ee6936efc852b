import type { Frame } from '../../src/domain/frame.ts'
import type { Random } from '../../src/exchange/random.ts'
import { samples as dnse } from '../sources/dnse/samples.ts'
import { mutated } from '../sources/mutated.ts'
import { samples as ssi3 } from '../sources/ssi3/samples.ts'

const one = <T>(from: readonly T[], random: Random): T => from[random.below(from.length)]!

/** What no field should say, and what another field may: an hour where a price is, a future where a share is. */
const VALUES: readonly unknown[] = [
  ...[0, -0, -1, 0.001, 0.005, 1e-9, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 1e15, 1e18, 1e21, 1e308],
  ...[null, true, '', ' ', '0', '-1', '1e9', 'NaN', [], {}, '__proto__', 'constructor', 'toString'],
  ...['00:00:00', '12:00:00', '14:45:00', '24:00:00', '9:5:1', '19/11/2026', '21/11/2026', '31/02/2026'],
  ...['ATO', 'ATC', 'LO', 'PT', 'C', 'HALT', 'HOSE', 'HNX', 'UPCOM', 'DERIVATIVES'],
  ...['FPT', 'VN30', 'VN30F1M', 'VN30F9912', 'VN30F0001', '41I1GC000', '41I1G9999', 'CFPT2601', 'GB05F2612'],
]

/** What a number is made another by; of what is text, the number that it says. */
const FACTORS = [0, -1, 1e-6, 1e-3, 1 / 3, 1e3, 1e6, 1e10]

function twisted(value: unknown, random: Random): unknown {
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(+value))
  if (!isNumber || random.chance(0.5)) return one(VALUES, random)
  const other = Number(value) * one(FACTORS, random)
  return typeof value === 'number' ? other : String(other)
}

/** The same with up to three fields that say something else. */
function withNonsense(fields: object, random: Random): object {
  const changed: Record<string, unknown> = { ...fields }
  for (let left = random.below(3); left >= 0; left -= 1) {
    const key = one(Object.keys(changed), random)
    changed[key] = twisted(changed[key], random)
  }
  return changed
}

/** A message of v2 whose fields say nonsense. */
function nonsenseOf(text: string, random: Random): string {
  const { Content: content, ...envelope } = JSON.parse(text) as Record<string, unknown>
  const fields = JSON.parse(String(content)) as object
  return JSON.stringify({ ...envelope, Content: JSON.stringify(withNonsense(fields, random)) })
}

const ownWords = [
  '{"state":"disconnected","source":"ssi","reason":"x"}',
  '{"state":"connected","source":"ssi","reason":""}',
]

/** A frame of a recorded day as it was, in seven of ten cases; else nonsense in its place, of any source, at its time. */
export function orNonsense(frame: Frame, random: Random): Frame {
  const kind = random.below(100)
  if (kind < 70 || frame.source !== 'ssi') return frame
  if (kind < 90) return { ...frame, text: nonsenseOf(frame.text, random) }
  if (kind < 92) return { ...frame, text: mutated(frame.text, random, [frame.text]) }
  if (kind < 95) {
    const { data, ...envelope } = JSON.parse(one(Object.values(ssi3), random)) as { data: object }
    return {
      ...frame,
      source: 'ssi3',
      text: JSON.stringify({ ...envelope, data: withNonsense(data, random) }),
    }
  }
  if (kind < 98)
    return {
      ...frame,
      source: 'dnse',
      text: JSON.stringify(withNonsense(one(Object.values(dnse), random), random)),
    }
  return { ...frame, source: 'link', text: one(ownWords, random) }
}
