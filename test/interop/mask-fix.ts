/**
 * The WebSocket library inside SSI's own clients (websocket 1.0.17) writes a signed number as the mask of a frame: since Node 10
 * that throws for every other frame. This is the one thing about them that is mended; they are not changed.
 */
const buffers = Buffer.prototype as Buffer
const write = Reflect.get<Buffer, 'writeUInt32BE'>(buffers, 'writeUInt32BE')

buffers.writeUInt32BE = function (value, offset) {
  return write.call(this, value >>> 0, offset)
}
