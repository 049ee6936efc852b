/** A form of WebAssembly's text: a word, or a list in brackets. */
type Form = string | readonly Form[]

const HEX = (text: string): readonly number[] => text.split(' ').map((byte) => parseInt(byte, 16))

/** Opcodes of what needs nothing but its operands. */
const PLAIN: Readonly<Record<string, string>> = {
  return: '0f',
  select: '1b',
  'i32.eqz': '45',
  'i32.eq': '46',
  'i32.ne': '47',
  'i32.lt_u': '49',
  'i32.gt_u': '4b',
  'i32.ge_u': '4f',
  'i64.eqz': '50',
  'i32.ctz': '68',
  'i32.popcnt': '69',
  'i32.add': '6a',
  'i32.sub': '6b',
  'i32.and': '71',
  'i32.xor': '73',
  'i32.shl': '74',
  'i64.ctz': '7a',
  'i64.popcnt': '7b',
  'i64.add': '7c',
  'i64.sub': '7d',
  'i64.mul': '7e',
  'i64.and': '83',
  'i64.or': '84',
  'i64.xor': '85',
  'i64.shl': '86',
  'i64.shr_u': '88',
  'f64.neg': '9a',
  'f64.div': 'a3',
  'i32.wrap_i64': 'a7',
  'i64.extend_i32_u': 'ad',
  'f64.convert_i64_s': 'b9',
  'i8x16.swizzle': 'fd 0e',
  'i8x16.splat': 'fd 0f',
  'i8x16.eq': 'fd 23',
  'i8x16.lt_s': 'fd 25',
  'v128.and': 'fd 4e',
  'v128.or': 'fd 50',
  'v128.xor': 'fd 51',
  'v128.any_true': 'fd 53',
  'i8x16.bitmask': 'fd 64',
}

/** Opcodes of what takes an address, and the alignment of it. */
const MEMORY: Readonly<Record<string, readonly [string, number]>> = {
  'i32.load': ['28', 2],
  'i64.load': ['29', 3],
  'i32.load8_u': ['2d', 0],
  'i32.store': ['36', 2],
  'f64.store': ['39', 3],
  'v128.load': ['fd 00', 4],
  'v128.store': ['fd 0b', 4],
  'v128.store64_lane': ['fd 5b', 3],
  'v128.load64_zero': ['fd 5d', 3],
}

/** Opcodes of what names a local, a function or a label. */
const NAMED: Readonly<Record<string, string>> = {
  'local.get': '20',
  'local.set': '21',
  'local.tee': '22',
  call: '10',
  br: '0c',
  br_if: '0d',
}

const TYPES: Readonly<Record<string, number>> = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b }
const typeOf = (name: Form | undefined): number => TYPES[String(name)] ?? fail(`type ${String(name)}`)

const fail = (what: string): never => {
  throw new Error(`The assembler does not know ${what}.`)
}

/** A whole number of any length, seven bits a byte; signed as the constants of WebAssembly are. */
function leb(value: bigint, signed: boolean): readonly number[] {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const low = Number(rest & 0x7fn)
    rest >>= 7n
    const isLast = signed ? (rest === 0n && low < 64) || (rest === -1n && low >= 64) : rest === 0n
    bytes.push(isLast ? low : low | 0x80)
    if (isLast) return bytes
  }
}
const count = (n: number): readonly number[] => leb(BigInt(n), false)
const vector = (all: readonly (readonly number[])[]): readonly number[] => [
  ...count(all.length),
  ...all.flat(),
]
const text = (name: string): readonly number[] => vector([...Buffer.from(name)].map((byte) => [byte]))

/** The forms of a text, without its comments. */
function formsIn(source: string): readonly Form[] {
  const words = source.replace(/;;.*/g, '').match(/"[^"]*"|[()]|[^\s()"]+/g) ?? []
  let at = 0
  const list = (): readonly Form[] => {
    const forms: Form[] = []
    while (at < words.length && words[at] !== ')') {
      const word = words[at++] ?? ''
      forms.push(word === '(' ? list() : word)
    }
    at += 1
    return forms
  }
  return list()
}

const isList = (form: Form | undefined): form is readonly Form[] => typeof form === 'object'
const listsOf = (forms: readonly Form[], name: string): readonly (readonly Form[])[] =>
  forms.filter(isList).filter(([head]) => head === name)
const unquoted = (form: Form | undefined): string => String(form).replaceAll('"', '')

/** What names mean inside a function. */
interface Names {
  readonly locals: ReadonlyMap<Form, number>
  readonly functions: ReadonlyMap<Form, number>
  /** Innermost first; '' for what has no name. */
  readonly labels: readonly Form[]
}

function indexOf(op: string, name: Form, { locals, functions, labels }: Names): number {
  if (op === 'call') return functions.get(name) ?? fail(`function ${String(name)}`)
  if (op.startsWith('local')) return locals.get(name) ?? fail(`local ${String(name)}`)
  const depth = labels.indexOf(name)
  return depth >= 0 ? depth : fail(`label ${String(name)}`)
}

function constant(type: string, value: string): readonly number[] {
  if (type === 'i32') return [0x41, ...leb(BigInt.asIntN(32, bigint(value)), true)]
  if (type === 'i64') return [0x42, ...leb(BigInt.asIntN(64, bigint(value)), true)]
  const double = Buffer.alloc(8)
  double.writeDoubleLE(Number(value))
  return [0x44, ...double]
}
const bigint = (value: string): bigint => (value.startsWith('-') ? -BigInt(value.slice(1)) : BigInt(value))

const codesOf = (forms: readonly Form[], names: Names): readonly number[] =>
  forms.filter(isList).flatMap((each) => codeOf(each, names))

/** The code of what stands inside a label. */
const codesWithin = (label: Form, forms: readonly Form[], names: Names): readonly number[] =>
  codesOf(forms, { ...names, labels: [label, ...names.labels] })

/** The code of a form: first its operands, then itself. */
function codeOf([head, ...rest]: readonly Form[], names: Names): readonly number[] {
  const op = String(head)
  if (op === 'if') return branchOf(rest, names)
  if (op === 'block' || op === 'loop')
    return [op === 'block' ? 0x02 : 0x03, 0x40, ...codesWithin(rest[0] ?? '', rest.slice(1), names), 0x0b]
  return op.endsWith('.const')
    ? constant(op.slice(0, 3), String(rest[0]))
    : [...codesOf(rest, names), ...instructionOf(op, rest, names)]
}

/** The code of an instruction behind its operands. */
function instructionOf(op: string, rest: readonly Form[], names: Names): readonly number[] {
  const plain = PLAIN[op]
  if (plain !== undefined) return HEX(plain)
  const named = NAMED[op]
  if (named !== undefined) return [...HEX(named), ...count(indexOf(op, rest[0] ?? '', names))]
  const [code, alignment] = MEMORY[op] ?? fail(op)
  const words = rest.filter((each): each is string => typeof each === 'string')
  const offset = words.find((word) => word.startsWith('offset='))?.slice('offset='.length) ?? '0'
  const lane = op.endsWith('_lane') ? count(Number(words.at(-1))) : []
  return [...HEX(code), ...count(alignment), ...count(Number(offset)), ...lane]
}

function branchOf(rest: readonly Form[], names: Names): readonly number[] {
  const [result] = listsOf(rest, 'result')
  const [[, ...then] = []] = listsOf(rest, 'then')
  const [otherwise] = listsOf(rest, 'else')
  const parts = ['result', 'then', 'else']
  return [
    ...codesOf(
      rest.filter((each) => !parts.includes(String(each[0]))),
      names,
    ),
    0x04,
    result ? typeOf(result[1]) : 0x40,
    ...codesWithin('', then, names),
    ...(otherwise ? [0x05, ...codesWithin('', otherwise.slice(1), names)] : []),
    0x0b,
  ]
}

/** The code of a function: its locals, neighbours of one type together, and its forms. */
function bodyOf(form: readonly Form[], functions: Names['functions']): readonly number[] {
  const params = listsOf(form, 'param')
  const locals = listsOf(form, 'local')
  const runs: [number, number][] = []
  for (const [, , type] of locals) {
    const last = runs.at(-1)
    if (last?.[1] === typeOf(type)) last[0] += 1
    else runs.push([1, typeOf(type)])
  }
  const names: Names = {
    functions,
    locals: new Map([...params, ...locals].map(([, name = ''], i) => [name, i])),
    labels: [],
  }
  const heads = ['export', 'param', 'result', 'local']
  const code = codesOf(
    form.filter((each) => isList(each) && !heads.includes(String(each[0]))),
    names,
  )
  const body = [...vector(runs.map(([n, type]) => [...count(n), type])), ...code, 0x0b]
  return [...count(body.length), ...body]
}

/** Assembles a module that imports one memory and has functions, of which some are exported: as much of WebAssembly as is in use here. */
export function assembled(source: string): Buffer {
  const [module = []] = formsIn(source).filter(isList)
  const functions = listsOf(module, 'func')
  const types = functions.map((form) => {
    const params = listsOf(form, 'param').map(([, , type]) => [typeOf(type)])
    const results = listsOf(form, 'result').map(([, type]) => [typeOf(type)])
    return [0x60, ...vector(params), ...vector(results)]
  })
  const keys = [...new Set(types.map(String))]
  const [[, from, name, memory] = []] = listsOf(module, 'import')
  const numbers = new Map(functions.map(([, label = ''], i) => [label, i]))
  const exported = functions.flatMap((form, i) =>
    listsOf(form, 'export').map(([, label]) => [...text(unquoted(label)), 0x00, ...count(i)]),
  )
  const section = (id: number, content: readonly number[]) => [id, ...count(content.length), ...content]
  return Buffer.from([
    ...HEX('00 61 73 6d 01 00 00 00'),
    ...section(1, vector(keys.map((key) => key.split(',').map(Number)))),
    ...section(
      2,
      vector([
        [
          ...text(unquoted(from)),
          ...text(unquoted(name)),
          ...[0x02, 0x00],
          ...count(Number(isList(memory) ? memory[1] : NaN)),
        ],
      ]),
    ),
    ...section(3, vector(types.map((type) => count(keys.indexOf(String(type)))))),
    ...section(7, vector(exported)),
    ...section(10, vector(functions.map((form) => bodyOf(form, numbers)))),
  ])
}
