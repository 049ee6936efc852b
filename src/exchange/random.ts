/** Seeded chance. The same seed and stream always give the same numbers. */
export interface Random {
  /** Even over [0, 1). */
  readonly uniform: () => number
  /** Normal, mean 0 and deviation 1. */
  readonly normal: () => number
  /** Exponential, mean 1. */
  readonly exponential: () => number
  /** A whole number, even over [0, count). */
  readonly below: (count: number) => number
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean
}

/** FNV-1a, spread once more so that names that differ in one letter start far apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Numbers even over [0, 1) by sfc32 (Doty-Humphrey). */
function sfc32(seed: string): () => number {
  let a = hashOf(`${seed}#a`)
  let b = hashOf(`${seed}#b`)
  let c = hashOf(`${seed}#c`)
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 16; i++) next()
  return next
}

/**
 * A generator of its own for each purpose, so that a change in how one is used leaves the others as they were.
 *
 * @param stream - what the numbers are for
 */
export function random(seed: number, stream: string): Random {
  const uniform = sfc32(`${seed}/${stream}`)
  const exponential = () => -Math.log(1 - uniform())
  return {
    uniform,
    exponential,
    normal: () => Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * uniform()),
    below: (count) => Math.floor(uniform() * count),
    chance: (probability) => uniform() < probability,
  }
}
