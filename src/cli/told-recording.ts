import type { Recording } from '../sources/replay/recording.ts'

/** A recording that tells by itself what of it cannot be read: each line once, however often it is read. */
export function toldRecording(
  { read }: Pick<Recording, 'read'>,
  tell: (line: string) => void,
): Pick<Recording, 'read'> {
  const told = new Set<string>()
  const tellOnce = (line: string) => {
    if (told.has(line)) return
    told.add(line)
    tell(line)
  }
  return { read: (fromSeq) => read(fromSeq, tellOnce) }
}
