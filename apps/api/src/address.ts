import { isIP } from 'node:net'

/**
 * What stands for whoever uses the IP address `ip`: itself, but of IPv6 the network of 64 bits, since one
 * customer has all of its addresses. IPv4 written as IPv6 is IPv4.
 */
export function networkOf(ip: string): string {
  const [address = ''] = ip.split('%')
  if (isIP(address) !== 6) return ip
  const [, high, low] = /^\[::ffff:([\da-f]+):([\da-f]+)\]$/.exec(shortest(address)) ?? []
  if (high !== undefined && low !== undefined) {
    return [high, low]
      .map((group) => Number.parseInt(group, 16))
      .flatMap((group) => [group >> 8, group & 255])
      .join('.')
  }
  const [left = '', right] = shortest(address).slice(1, -1).split('::')
  const before = left.split(':').filter(Boolean)
  const after = right?.split(':').filter(Boolean) ?? []
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}

function shortest(address: string): string {
  return new URL(`http://[${address}]`).hostname
}
