/** Longest text that is scanned; a longer one is for `JSON.parse`. */
export const SIZE = 256 * 1024

/** Most bytes that are looked at, or written, beyond the end of a text. */
export const MARGIN = 128

/** The memory of the scanner: a page is 64 KB. */
const PAGES = 12
const PAGE = 64 * 1024

/** As much of WebAssembly as is used: the types of Node leave it out. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number; readonly maximum: number }) => Memory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: { readonly scan: { readonly memory: Memory } },
  ) => { readonly exports: unknown }
}

interface Memory {
  readonly buffer: ArrayBuffer
}

const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES })

/**
 * All that is scanned, and where it goes: what JavaScript and WebAssembly both read. First stands the text that was loaded last.
 *
 * What reads it in a loop keeps it in a `const` of its own: that one the compiler takes for granted, an import it looks up.
 */
export const { buffer } = memory

let used = SIZE + MARGIN

/** Sets so many bytes of the memory apart. Gives where they begin: a multiple of 16. */
export function setApart(length: number): number {
  const start = used
  used = (used + length + 15) & ~15
  if (used > PAGES * PAGE) throw new RangeError('There is no room for what is to be scanned.')
  return start
}

/** What a module of WebAssembly exports that works on this memory. Throws where the processor lacks what it needs. */
export const exportsOf = (module: Uint8Array): unknown =>
  new WebAssembly.Instance(new WebAssembly.Module(module), { scan: { memory } }).exports
