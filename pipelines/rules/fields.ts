import type { BookImbalance } from '../../operators/book-imbalance.ts'
import type { Spread } from '../../operators/spread.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { decimalOf } from '../../src/domain/money.ts'
import type { Basis, ForeignFlow, SessionStats } from '../../src/domain/outputs.ts'
import type { Instant } from '../../src/domain/time.ts'

/** What the fields of rules are read from. */
export type RuleInput = ClassifiedEvent | SessionStats | ForeignFlow | Basis | Spread | BookImbalance

/** What a number of a field counts. `price` is VND of a share, points of a future. */
export type Unit =
  'price' | 'points' | 'VND' | 'shares' | 'shares a minute' | '%' | 'bp' | 'ticks' | 'ratio' | 'count'

/** A number that a rule can ask for. */
export interface Field {
  readonly unit: Unit
  /** What has it. A rule is about the one or the other. */
  readonly of: 'security' | 'index'
  /** The kind of output that tells it. */
  readonly from: RuleInput['kind']
  /** The number; undefined while it is not known. */
  readonly read: (output: RuleInput) => number | undefined
}

type From<K extends RuleInput['kind']> = Extract<RuleInput, { readonly kind: K }>

const reading =
  <K extends RuleInput['kind']>(from: K, of: Field['of']) =>
  (unit: Unit, read: (output: From<K>) => number | undefined): Field => ({
    unit,
    of,
    from,
    // The reader is asked of outputs of its kind only.
    read: read as Field['read'],
  })

const trade = reading('trade', 'security')
const band = reading('band', 'security')
const session = reading('session', 'security')
const spread = reading('spread', 'security')
const book = reading('bookImbalance', 'security')
const foreign = reading('foreignFlow', 'security')
const basis = reading('basis', 'security')
const index = reading('index', 'index')

const decimal = (hundredths: number | undefined) =>
  hundredths === undefined ? undefined : decimalOf(hundredths)

/** The numbers that outputs tell. Totals are of the trading day so far; `buy_` and `sell_` without `foreign_` are by the aggressor. */
const told = {
  price: trade('price', ({ price }) => decimal(price)),
  reference: band('price', ({ reference }) => decimal(reference)),
  ceiling: band('price', ({ ceiling }) => decimal(ceiling)),
  floor: band('price', ({ floor }) => decimal(floor)),
  volume: session('shares', ({ totalVolume }) => totalVolume),
  value: session('VND', ({ totalValue }) => totalValue),
  buy_volume: session('shares', ({ buyVolume }) => buyVolume),
  sell_volume: session('shares', ({ sellVolume }) => sellVolume),
  delta: session('shares', ({ buyVolume, sellVolume }) => buyVolume - sellVolume),
  spread: spread('price', ({ spread: apart }) => decimal(apart)),
  spread_ticks: spread('ticks', ({ ticks }) => ticks),
  spread_bp: spread('bp', ({ basisPoints }) => basisPoints),
  imbalance: book('ratio', ({ imbalance }) => imbalance),
  bid_volume: book('shares', ({ bidVolume }) => bidVolume),
  ask_volume: book('shares', ({ askVolume }) => askVolume),
  foreign_buy_volume: foreign('shares', ({ buyVolume }) => buyVolume),
  foreign_sell_volume: foreign('shares', ({ sellVolume }) => sellVolume),
  foreign_net_volume: foreign('shares', ({ buyVolume, sellVolume }) => buyVolume - sellVolume),
  foreign_buy_value: foreign('VND', ({ buyValue }) => buyValue),
  foreign_sell_value: foreign('VND', ({ sellValue }) => sellValue),
  foreign_net_value: foreign('VND', ({ buyValue, sellValue }) => buyValue - sellValue),
  foreign_buy_speed: foreign('shares a minute', ({ buySpeed }) => buySpeed),
  foreign_sell_speed: foreign('shares a minute', ({ sellSpeed }) => sellSpeed),
  foreign_room: foreign('shares', ({ currentRoom }) => currentRoom),
  basis: basis('points', (output) => decimal(output.basis)),
  basis_pct: basis('%', ({ basisPercent }) => basisPercent),
  index_value: index('points', ({ value }) => decimal(value)),
  index_change: index('points', ({ value, prior }) =>
    prior === undefined ? undefined : decimal(value - prior),
  ),
  index_change_pct: index('%', ({ value, prior }) =>
    prior === undefined ? undefined : changeInPercent(value, prior),
  ),
  advances: index('count', (output) => output.advances),
  declines: index('count', (output) => output.declines),
} satisfies Readonly<Record<string, Field>>

const hundredths = (price: number): number => Math.round(100 * price)

/** Of whole numbers, so that what stands just at a limit is not a trillionth below it. */
function changeInPercent(now: number, before: number): number {
  return (100 * (now - before)) / before
}

/** Fields that are computed of two others. */
const derived = {
  change_pct: {
    unit: '%' as const,
    of: 'security' as const,
    parts: ['price', 'reference'] as const,
    compute: (price: number, reference: number) => changeInPercent(hundredths(price), hundredths(reference)),
  },
}

/** The name of a field that an output tells. */
export type ToldName = keyof typeof told

/** The name of a field. */
export type FieldName = ToldName | keyof typeof derived

/** The fields that rules can ask for, of the streams that are there. */
export const fields: {
  readonly told: Readonly<Record<ToldName, Field>>
  readonly derived: typeof derived
  readonly names: readonly FieldName[]
} = {
  told,
  derived,
  names: [...Object.keys(told), ...Object.keys(derived)].sort() as FieldName[],
}

const isDerived = (name: FieldName): name is keyof typeof derived => name in derived

/** What a field counts, and of what it is. */
export const fieldOf = (name: FieldName): Pick<Field, 'unit' | 'of'> =>
  isDerived(name) ? derived[name] : told[name]

/** What has to be read to know a field. */
export const toldFor = (name: FieldName): readonly ToldName[] =>
  isDerived(name) ? derived[name].parts : [name]

/** A value, and what told it. */
export interface ToldValue {
  value: number
  seq: number
  exchangeTime: Instant
}

/** The value of a field where the ones that are told are known. */
export function fieldValue(
  name: FieldName,
  values: ReadonlyMap<ToldName, ToldValue> | undefined,
): number | undefined {
  if (!isDerived(name)) return values?.get(name)?.value
  const { parts, compute } = derived[name]
  const [first, second] = parts.map((part) => values?.get(part)?.value)
  return first === undefined || second === undefined ? undefined : compute(first, second)
}
