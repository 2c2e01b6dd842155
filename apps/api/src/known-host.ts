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
function isKnownHost(host: string, publicUrl: URL, acceptLoopback: boolean): boolean {
  const url = URL.parse(`${publicUrl.protocol}//${host}`)
  if (url === null || url.pathname !== '/' || url.username !== '') return false
  return url.host === publicUrl.host || (acceptLoopback && loopbackNames.has(url.hostname))
}

/** What is looked at of a request; fastify's requests have it. */
export type AddressedRequest = {
  /** The request target as it came: a path, or a whole URL. */
  url: string
  host: string
  raw: { rawHeaders: string[] }
}

// Cal.com and supervisors may know this server by another name than people do.
const machinePaths = /^\/+(webhooks|wp-json|healthz|readyz)(?=[/?]|$)/

/**
 * Whether a request names the server that it wants: `known`, or `ambiguous` when it names several, or `unknown`.
 * Paths that machines ask for may come under any one name.
 */
export function judgeHost(
  { url, host, raw }: AddressedRequest,
  publicUrl: URL,
  acceptLoopback: boolean,
): 'known' | 'unknown' | 'ambiguous' {
  const hosts = raw.rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name))
  if (hosts.length > 1) return 'ambiguous'
  if (machinePaths.test(url)) return 'known'
  const target = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)
  const names = target?.[1] === undefined ? [host] : [host, target[1]]
  const areKnown = names.every((name) => isKnownHost(name, publicUrl, acceptLoopback))
  return areKnown ? 'known' : 'unknown'
}
