const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether an address to listen on can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return loopbackNames.has(host) || host === '::1'
}

/** The origins of the dashboard: that of `publicUrl`, and where that is this machine, all its names. */
export function ownOrigins({ origin, protocol, hostname, port }: URL): string[] {
  if (!loopbackNames.has(hostname)) return [origin]
  const names = [...loopbackNames].map(
    (name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`,
  )
  return [...new Set([origin, ...names])]
}

/**
 * Whether a Host header names this server: the host of `publicUrl`, or, with `acceptLoopback`, this machine
 * on any port. Pages of other sites that point their own name at this server are so kept out.
 */
export function isKnownHost(host: string, publicUrl: URL, acceptLoopback: boolean): boolean {
  const url = URL.parse(`${publicUrl.protocol}//${host}`)
  if (url === null || url.pathname !== '/' || url.username !== '') return false
  return url.host === publicUrl.host || (acceptLoopback && loopbackNames.has(url.hostname))
}
