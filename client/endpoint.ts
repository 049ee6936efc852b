/**
 * The address of a path of a server: `http:` and `ws:`, `https:` and `wss:` name the same server.
 * Throws a `TypeError` when `server` is no URL of one of these.
 *
 * @param server - where the server is, `http://127.0.0.1:8000` or `wss://example.com/vnflow`
 * @param path - below it, without a slash before, with its query
 */
export function endpoint(server: string, protocol: 'http' | 'ws', path: string): URL {
  const base = new URL(server)
  const secure = /^(http|ws)(s?):$/.exec(base.protocol)?.[2]
  if (secure === undefined) throw new TypeError(`${server} is not an http, https, ws or wss address.`)
  // A changed protocol keeps the default port out: URL writes 80 and 443 as none.
  const directory = `${base.host}${base.pathname.replace(/\/*$/, '/')}`
  return new URL(path, `${protocol}${secure}://${directory}`)
}
