import { keyed } from '../../operators/state/keyed.ts'
import {
  type Field,
  fields,
  fieldValue,
  type RuleInput,
  toldFor,
  type ToldName,
  type ToldValue,
} from './fields.ts'
import type { Rule } from './rule.ts'
import type { Subject, ToldField } from './truth.ts'

type Values = Map<ToldName, ToldValue>

/** What was told today of securities and of indices, and the baskets that the feed lists. */
export interface RuleMemory {
  readonly security: Map<string, Values>
  readonly index: Map<string, Values>
  readonly members: Map<string, Set<string>>
}

/** Whose values changed. */
export type Changed = Readonly<Record<Field['of'], Set<string>>>

/** What has a place in time. */
export type Dated = Exclude<RuleInput, { readonly kind: 'rejected' }>

/** The values that some rules need. */
export interface RuleValues {
  /** Takes an output in, and notes whose values it changed. */
  readonly take: (output: Dated, changed: Changed) => void
  readonly subject: (of: Field['of'], symbol: string) => Subject
}

const noValues = (): Values => new Map()

/** Reads what the rules need into a memory. Prices of put-through and late trades, and late indices, are not of now, and do not count. */
export function ruleValues(rules: readonly Rule[], memory: RuleMemory): RuleValues {
  const readers = readersOf(rules)
  const { members } = memory
  return {
    subject(of, symbol) {
      const own = memory[of].get(symbol)
      return {
        symbol,
        valueOf: (name) => fieldValue(name, own),
        isMember: (index) => members.get(index)?.has(symbol),
        toldOf: (name) => toldFor(name).flatMap((part) => told(part, own)),
      }
    },
    take(output, changed) {
      if (output.kind === 'members') {
        members.set(output.indexId, new Set(output.symbols))
        for (const symbol of memory.security.keys()) changed.security.add(symbol)
      }
      const names = readers.get(output.kind)
      if (!names || isNoPrice(output)) return
      const of = output.kind === 'index' ? 'index' : 'security'
      const symbol = symbolOf(output)
      const own = keyed(memory[of], symbol, noValues)
      if (of === 'index' && isLate(output, own)) return
      read(output, names, own)
      changed[of].add(symbol)
    },
  }
}

const told = (name: ToldName, values: Values | undefined): readonly ToldField[] => {
  const found = values?.get(name)
  return found ? [{ name, ...found }] : []
}

/** The fields that the rules need, by the kind that tells them. */
function readersOf(rules: readonly Rule[]): ReadonlyMap<RuleInput['kind'], readonly ToldName[]> {
  const readers = new Map<RuleInput['kind'], ToldName[]>()
  for (const name of new Set(rules.flatMap((rule) => rule.fields.flatMap(toldFor))))
    keyed(readers, fields.told[name].from, (): ToldName[] => []).push(name)
  return readers
}

function read(output: Dated, names: readonly ToldName[], values: Values): void {
  for (const name of names) {
    const value = fields.told[name].read(output)
    if (value === undefined) values.delete(name)
    else note(value, output, keyed(values, name, noValue))
  }
}

/** A value is told with many an event: the note of it is one and the same. */
function note(value: number, { seq, exchangeTime }: Dated, into: ToldValue): void {
  into.value = value
  into.seq = seq
  into.exchangeTime = exchangeTime
}

const noValue = (): ToldValue => ({ value: 0, seq: 0, exchangeTime: 0 })

/** True when something newer was told. */
function isLate({ exchangeTime }: Dated, values: Values): boolean {
  for (const known of values.values()) if (exchangeTime < known.exchangeTime) return true
  return false
}

const isNoPrice = (output: RuleInput): boolean =>
  output.kind === 'trade' && (output.late || output.phase === 'putThrough')

function symbolOf(output: RuleInput): string {
  if ('indexId' in output) return output.indexId
  return 'symbol' in output ? output.symbol : ''
}
