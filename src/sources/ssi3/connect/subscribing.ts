/** Longest frame that is sent, bytes. The server takes 4,096. */
const LONGEST = 4000

/** What the server says to a subscription. */
export interface Ack {
  readonly isOk: boolean
  readonly message: string
}

/** Sends a frame and waits for the answer; `undefined` when none comes. */
export type Ask = (frame: string) => Promise<Ack | undefined>

/** What became of the topics that were asked for. */
export interface Subscription {
  readonly accepted: readonly string[]
  readonly refused: readonly { readonly topic: string; readonly message: string }[]
  readonly unanswered: readonly string[]
}

/** The frame that asks for topics. */
export const subscribeFrame = (topics: readonly string[]): string =>
  JSON.stringify({ method: 'subscribe', channel: 'DATA', topics })

/** Topics in as few groups as may be, in their order, so that no frame is longer than 4,000 bytes. */
export function grouped(topics: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = []
  let length = Infinity
  for (const topic of topics) {
    const added = Buffer.byteLength(JSON.stringify(topic)) + 1
    if (length + added > LONGEST) {
      groups.push([])
      length = subscribeFrame([]).length
    }
    groups.at(-1)?.push(topic)
    length += added
  }
  return groups
}

/**
 * Asks for topics, one frame after the other: acknowledgements name no topic, and so belong to the frame that waits. A frame that
 * is refused is asked for in halves, so that one topic that the server does not take costs itself only.
 */
export async function subscribe(topics: readonly string[], ask: Ask): Promise<Subscription> {
  const accepted: string[] = []
  const refused: { topic: string; message: string }[] = []
  const unanswered: string[] = []
  const waiting = [...grouped(topics)]
  for (let group = waiting.shift(); group; group = waiting.shift()) {
    const ack = await ask(subscribeFrame(group))
    const [topic, ...others] = group
    if (!ack) unanswered.push(...group)
    else if (ack.isOk) accepted.push(...group)
    else if (others.length > 0) waiting.unshift(...halves(group))
    else refused.push({ topic: topic ?? '', message: ack.message })
  }
  return { accepted, refused, unanswered }
}

function halves(group: readonly string[]): readonly (readonly string[])[] {
  const middle = Math.ceil(group.length / 2)
  return [group.slice(0, middle), group.slice(middle)]
}
