import type { Damage } from './scan.ts'

const counted = (count: number, unit: string) =>
  `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`

/** Damage of a log in words: which file, which frames are lost, and by what. */
export function damageLine({ segment, offset, bytes, seq, missing }: Damage): string {
  if (missing === undefined)
    return `${segment}: no whole frame in the last ${counted(bytes, 'byte')}; the log ends with frame ${seq - 1}`
  const numbers = missing === 1 ? `${seq}` : `${seq} to ${seq + missing - 1}`
  const lost = missing === 0 ? 'no frame lost' : `${counted(missing, 'frame')} lost (${numbers})`
  const by = bytes === 0 ? 'it is cut, or the file behind it is gone' : `damage at byte ${offset}`
  return `${segment}: ${lost}: ${by}`
}
