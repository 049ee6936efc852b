/** How something stands: as it should, worth a look, or so that vnflow cannot work. */
type Level = 'ok' | 'warn' | 'fail'

/** One thing that was looked at. */
export interface Check {
  readonly level: Level
  /** What was found. */
  readonly text: string
  /** What to do about it. */
  readonly mend?: string
}

/** A check as a line of text: its level, what was found, and what to mend. */
export const checkLine = ({ level, text, mend }: Check): string =>
  `${level.padEnd(4)}  ${text}${mend === undefined ? '' : ` → ${mend}`}`
