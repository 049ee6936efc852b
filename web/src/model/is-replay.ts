import type { FeedJson } from '../../../client/index.ts'

/** Whether the server plays a recording: what it tells then is not of now, and may stand still. */
export const isReplay = (feed: FeedJson | undefined): boolean => feed?.source.startsWith('replay') ?? false
