import { faultKind } from '../fault-kind.ts'
import { shareOf } from '../share-of.ts'

/** What a new version of the feed might add. */
const ADDITIONS = [
  '"NewField":null',
  '"NewNumber":-17.25',
  '"NewText":"M\\u1edbi"',
  '"NewList":[1,{"a":[]}]',
  '"NewObject":{"Symbol":"XXX","TotalVol":1}',
]

/** Messages have keys that no document knows. */
export const unknownKeys = faultKind({
  kind: 'unknown-keys',
  lasts: 60,
  mustBegin: false,
  fields: { share: shareOf('messages', 1) },
  enter: ({ share }, { random, distort }) => ({
    tells(message) {
      if (!random.chance(share)) return [message]
      const addition = ADDITIONS[random.below(ADDITIONS.length)] ?? ''
      const isFirst = random.chance(0.5)
      const copy = { ...message }
      distort(copy, (json) =>
        isFirst ? `{${addition},${json.slice(1)}` : `${json.slice(0, -1)},${addition}}`,
      )
      return [copy]
    },
  }),
})
