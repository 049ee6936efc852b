import type { Hot } from './call-tree.ts'

/** Why a function is hot, by the beginning of its place or its name. */
const reasons: readonly (readonly [begin: string, reason: string])[] = [
  [
    '(garbage collector)',
    'What the feed leaves behind lives short: texts of frames, events, rows of a batch.',
  ],
  ['writeBuffer', 'A call of the system for each message to each subscriber.'],
  ['writev', 'A call of the system for each message to each subscriber.'],
  ['writeUtf8String', 'A call of the system for each message to each subscriber.'],
  ['writeBuffers', 'The log: one call of the system for what a frame of the socket brings.'],
  ['utf8Write', 'The bytes of a text, for the log and for who scans them.'],
  ['utf8Slice', 'The text of a frame, made of its bytes.'],
  ['src/sources/signalr/', 'Finds the message in the frame of SignalR.'],
  ['src/sources/scan/', 'Reads the fields of a message from its bytes.'],
  ['wasm:', 'Takes the escapes out of a frame and reads its fields, sixteen bytes at once.'],
  ['src/sources/ssi/', 'Reads the fields of each message, and makes its event.'],
  ['src/sources/session/', 'Takes the texts from the socket.'],
  ['src/sources/', 'From the socket to the frames of the log.'],
  ['src/journal/', 'Each record of the log has a checksum over all of its bytes.'],
  ['src/store/', 'Puts each value of each row into the typed array of its column.'],
  ['sinks/', 'Gathers rows for the thread of the database.'],
  ['pipelines/board/', 'Keeps what screens show up to date, and tells it each turn of the loop.'],
  ['src/server/', 'Makes each state for its subscribers, once, and hands it to their sockets.'],
  ['src/cli/', 'Makes the states of the channels.'],
  ['src/domain/', 'The JSON form of what is told.'],
  ['operators/', 'The work itself: an operator of the pipelines.'],
  ['pipelines/', 'The work itself: an operator of the pipelines.'],
  ['ws/', 'Reads the frames of the WebSocket.'],
  ['rxjs/', 'Hands values from one stream to the next.'],
  ['bench/', 'The bench: it counts, and gives the board each output.'],
  ['node:', 'Node: sockets and timers.'],
]

const reasonOf = ({ name, place }: Hot): string =>
  reasons.find(([begin]) => name.startsWith(begin) || place.startsWith(begin))?.[1] ?? ''

/** The hottest functions, and why they are. */
export const hotTable = (hot: readonly Hot[]): string =>
  [
    '| function | in itself | why |',
    '| --- | ---: | --- |',
    ...hot.map(
      (one) => `| \`${one.name}\` ${one.place} | ${(one.share * 100).toFixed(1)} % | ${reasonOf(one)} |`,
    ),
  ].join('\n')
