import { unescapedEnd, unescapeTo } from './scanner.ts'
import { hold, holdAt } from './scratch.ts'

/**
 * Reads the string of JSON whose characters begin at a position of the loaded text, for `unescaped` to give. Tells where it ends, its
 * closing quote included; -1 where it has no end, or an escape of anything but a quote and a backslash.
 */
export const unescapeText = (start: number): number => unescapeTo(start, holdAt())

/** The string that was read last. Its bytes are held for who scans it. */
export const unescaped = (): string => hold(unescapedEnd())
