import { faultKind } from '../fault-kind.ts'
import { shareOf } from '../share-of.ts'

/** A field that holds a number, as such or as text: its name with the colon. */
const NUMBER = /("\w+":)(?:-?\d+(?:\.\d+)?|"-?\d+(?:\.\d+)?")(?=[,}])/g

/** Messages have '' in place of one of their numbers: any of them, so that some cannot be read any more. */
export const emptyNumbers = faultKind({
  kind: 'empty-numbers',
  lasts: 60,
  mustBegin: false,
  fields: { share: shareOf('messages', 0.05) },
  enter: ({ share }, { random, distort }) => ({
    tells(message) {
      if (!random.chance(share)) return [message]
      const which = random.uniform()
      const copy = { ...message }
      distort(copy, (json) => withoutNumber(json, which))
      return [copy]
    },
  }),
})

function withoutNumber(json: string, which: number): string {
  const target = Math.floor((json.match(NUMBER)?.length ?? 0) * which)
  let i = 0
  return json.replace(NUMBER, (field, name: string) => (i++ === target ? `${name}""` : field))
}
