import { BlockList, isIP } from 'node:net'

// What is not for everybody: this network and machine, other private and link-local ones (where clouds tell secrets), carriers'
// own, documentation, tests, multicast, reserved.
const notPublic = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]

// Of the addresses that are given out: protocols' own, documentation, and those that hold an IPv4 address.
const notPublic6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']
const given6 = ['2000::/3']

const refused = listOf(notPublic, 'ipv4')
const refused6 = listOf(notPublic6, 'ipv6')
const allowed6 = listOf(given6, 'ipv6')

/** Whether an IP address is one that anybody on the internet can be at. Everything else is none, as what is no IP address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !refused.check(address, 'ipv4')
  if (version !== 6 || address.includes('%')) return false
  return allowed6.check(address, 'ipv6') && !refused6.check(address, 'ipv6')
}

function listOf(ranges: string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    list.addSubnet(address, Number(bits), family)
  }
  return list
}
