import { changeTone } from '../model/change-tone.ts'
import { format } from '../model/format.ts'
import { toneMark } from '../model/tone-mark.ts'

/** A change and its percent. */
export interface ChangeProps {
  readonly change: number | undefined
  readonly percent: number | undefined
  readonly testId: string
}

/** A change with its sign, colour and percent. */
export function Change({ change, percent, testId }: ChangeProps) {
  const tone = changeTone(change)
  return (
    <span className={`change tone-${tone}`} data-testid={testId} data-tone={tone}>
      <span className="mark">{toneMark[tone]}</span> {format.signed(change)} ({format.percent(percent)}%)
    </span>
  )
}
