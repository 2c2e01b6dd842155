import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * A TCP proxy before the database at `url` that can be made to fail: `refuse` closes what is open and every
 * new connection, `swallow` keeps them open but lets nothing through, `forget` passes only what is newly
 * connected.
 */
export async function startFaultyProxy(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let mode: 'pass' | 'refuse' | 'swallow' | 'forget' = 'pass'
  const forgotten = new Set<Socket>()
  const server = createServer((inner) => {
    if (mode === 'refuse') {
      inner.destroy()
      return
    }
    const outer = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => {
        if (mode !== 'swallow' && !forgotten.has(from)) to.write(data)
      })
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxied = new URL(url)
  // A server that listens on a port has such an address.
  proxied.port = String((server.address() as AddressInfo).port)
  proxied.hostname = '127.0.0.1'
  return {
    url: proxied.href,
    set: (next: typeof mode) => {
      mode = next
      if (mode === 'forget') for (const socket of sockets) forgotten.add(socket)
      if (mode === 'refuse') for (const socket of sockets) socket.destroy()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
