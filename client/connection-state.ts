/**
 * How a client stands to its server: `polling` = the socket fails, REST answers; `disconnected` = nothing answers now.
 * In both the socket is tried again, without an end.
 */
export type ConnectionState = 'connecting' | 'connected' | 'polling' | 'disconnected'
