import type { Server } from 'node:http'
import { BlockList, isIPv6 } from 'node:net'

import { networkOf } from './address.ts'

export type ConnectionLimits = {
  /** How many connections the server has at the same time; more are closed at once. */
  most: number
  /** How many of them one address has; of IPv6, one network of 64 bits. */
  mostPerAddress: number
  /** Addresses and ranges of proxies, through which many come. */
  proxies: string[]
}

const crowdedFrom = 0.8

/**
 * Keeps connections free for new senders: an address gets so many only, and when most are taken, those that
 * wait for a next request are closed and answers end theirs.
 */
export function limitConnections(
  server: Server,
  { most, mostPerAddress, proxies }: ConnectionLimits,
): void {
  const isProxy = matcherOf(proxies)
  const perAddress = new Map<string, number>()
  let open = 0
  const isCrowded = () => open > most * crowdedFrom

  server.maxConnections = most
  server.on('connection', (socket) => {
    const { remoteAddress = '' } = socket
    const key = networkOf(remoteAddress)
    const ofAddress = (perAddress.get(key) ?? 0) + 1
    perAddress.set(key, ofAddress)
    open++
    socket.once('close', () => {
      open--
      const left = (perAddress.get(key) ?? 0) - 1
      if (left > 0) perAddress.set(key, left)
      else perAddress.delete(key)
    })
    if (ofAddress > mostPerAddress && !isProxy(remoteAddress)) socket.destroy()
    else if (isCrowded()) server.closeIdleConnections()
  })
  // First of all listeners: the others may answer at once.
  server.prependListener('request', (_request, response) => {
    if (isCrowded()) response.setHeader('connection', 'close')
  })
}

function matcherOf(ranges: string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = familyOf(address)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => address !== '' && list.check(address, familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}
