import { ownOrigins } from './known-host.ts'

export type Refusal = { statusCode: 403 | 405 | 415; message: string }

/** What is looked at of a request; fastify's requests have it. */
export type RequestHead = {
  method: string
  headers: Record<string, string | string[] | undefined>
}

/**
 * Why a request to `/trpc` or `/api/auth` is refused before anything reads it; null when it is not. Another
 * site's page could make a signed-in browser send it: so only GET, and POST of JSON (which a form cannot
 * send, and a script of another site not without our consent), and where the browser says where it
 * comes from, only from the dashboard itself at `publicUrl`.
 */
export function refuseForeignRequest(request: RequestHead, publicUrl: URL): Refusal | null {
  const { method, headers } = request
  const site = headers['sec-fetch-site']
  const origin = headers['origin']
  if (
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && !isOwn(origin, publicUrl))
  ) {
    const message = `Requests are only accepted from ${publicUrl.origin}: open the dashboard there.`
    return { statusCode: 403, message }
  }
  if (method === 'GET') return null
  if (method !== 'POST') return { statusCode: 405, message: 'Only GET and POST are accepted.' }
  if (isJson(headers['content-type'])) return null
  return { statusCode: 415, message: 'Only application/json is accepted.' }
}

function isOwn(origin: string | string[], publicUrl: URL): boolean {
  return typeof origin === 'string' && ownOrigins(publicUrl).includes(origin)
}

function isJson(contentType: string | string[] | undefined): boolean {
  if (typeof contentType !== 'string') return false
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType.trim())
}
