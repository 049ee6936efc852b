/** How every WebSocket is opened. */
export const socketLimits = {
  perMessageDeflate: false,
  /** Longest frame that is taken, bytes; a longer one ends the connection. */
  maxPayload: 16 * 1024 * 1024,
  /** Longest wait for the far side's end of a close, ms; then the line is cut. */
  closeTimeout: 1000,
}
