import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** An IPv4 address looks the same whether the server listens on IPv4 or on both. */
const plain = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, '')

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Whether a text is an address, or a network as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/')
  if (isIP(address) === 0 || rest.length > 0) return false
  return (
    length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (isIP(address) === 6 ? 128 : 32))
  )
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', length] = network.split('/')
    if (length === undefined) list.addAddress(address, family(address))
    else list.addSubnet(address, Number(length), family(address))
  }
  return list
}

/**
 * Makes the function that tells whose request it is: the address of the connection, or, where that is a proxy's that is trusted,
 * the last one of `X-Forwarded-For` that is not. What stands before it anybody could have written. Addresses of IPv6 count by
 * their network of 64 bits, for one host has as many as it likes.
 *
 * @param trustedProxies - addresses and networks, each of which `isNetwork`
 */
export function makeClientAddress(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = blockListOf(trustedProxies)
  const isTrusted = (address: string) => isIP(address) !== 0 && trusted.check(address, family(address))
  return ({ socket, headers }) => {
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
    let address = plain(socket.remoteAddress ?? '')
    for (const before of forwarded.map(plain).reverse()) {
      if (!isTrusted(address) || isIP(before) === 0) break
      address = before
    }
    return isIP(address) === 6 ? network64(address) : address
  }
}

/** The first 64 bits of an address of IPv6, written in one way. */
function network64(address: string): string {
  const host = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const [head = '', tail] = host.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length
  return [...groups, ...new Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':') + '::/64'
}
