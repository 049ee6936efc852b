import type { ServerSettings } from '../server/server.ts'
import type { Settings } from './settings.ts'

const SECOND = 1_000

/** The settings of the server, in its units. */
export const serverSettings = (settings: Settings): ServerSettings => ({
  corsOrigins: settings.CORS_ORIGINS,
  tokens: {
    read: [
      ...(settings.WS_AUTH_TOKEN === undefined ? [] : [settings.WS_AUTH_TOKEN]),
      ...settings.VNFLOW_READ_TOKENS,
    ],
    trade: settings.VNFLOW_TRADE_TOKENS,
    admin: settings.VNFLOW_ADMIN_TOKENS,
  },
  ...(settings.VNFLOW_RATE_PER_SECOND > 0 && {
    rate: { burst: settings.VNFLOW_RATE_BURST, perSecond: settings.VNFLOW_RATE_PER_SECOND },
  }),
  trustedProxies: settings.VNFLOW_TRUSTED_PROXIES,
  wsSlowTimeout: settings.VNFLOW_WS_SLOW_TIMEOUT * SECOND,
  wsDeflate: settings.VNFLOW_WS_DEFLATE === 'on',
  wsMaxConnectionsPerIp: settings.WS_MAX_CONNECTIONS_PER_IP,
  wsHeartbeatInterval: settings.WS_HEARTBEAT_INTERVAL * SECOND,
  wsHeartbeatTimeout: settings.WS_HEARTBEAT_TIMEOUT * SECOND,
})
