import { createTRPCClient, httpBatchLink, TRPCClientError, type TRPCClient } from '@trpc/client'

import type { AppRouter } from '@solar-capture/api/router'

export type { AppRouter }

/** Every procedure of the server, as `client.lead.list.query({ limit: 20 })` and `client.lead.move.mutate({ … })`. */
export type Client = TRPCClient<AppRouter>

export type ClientOptions = {
  /** Where people open the dashboard, as `https://leads.example.com`. */
  url: string
  /** Made under Settings → API keys; it begins with `sck_`. */
  apiKey: string
  /** Lets the key travel unencrypted to another machine: for a network of your own. */
  allowPlainHttp?: boolean
}

/**
 * Why a call was refused or failed. `message` is a sentence for people; `data` is what the server said: its `code` (as
 * `UNAUTHORIZED`, `FORBIDDEN`, `NOT_FOUND`, `CONFLICT`, `BAD_REQUEST`), the `httpStatus`, and `fieldErrors` for an
 * input that does not fit. `data` is missing when no answer of the server came.
 */
export type ApiError = TRPCClientError<AppRouter>

/** Whether an error came from a call, and not from the program around it. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof TRPCClientError
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Makes a client of a Solar Capture server. Calls made at once travel together, ten at most. Points in time are
 * ISO 8601 UTC text, in and out. A call that the server refuses throws an `ApiError`. Throws a TypeError for a URL or a
 * key that cannot work, and for plain http to another machine.
 */
export function createClient({ url, apiKey, allowPlainHttp = false }: ClientOptions): Client {
  const headers = { authorization: `Bearer ${checkKey(apiKey)}` }
  const endpoint = `${checkUrl(url, allowPlainHttp)}/trpc`
  return createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: endpoint, headers, maxItems: 10, maxURLLength: 8_000 })],
  })
}

/** The URL without a slash at its end. */
function checkUrl(text: string, allowPlainHttp: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('`url` is where the dashboard is, such as https://leads.example.com.')
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('`url` names a server and perhaps a path: no user, no "?" and no "#".')
  }
  if (url.protocol === 'http:' && !loopback.has(url.hostname) && !allowPlainHttp) {
    const message = 'Plain http shows the API key to everybody on the way.'
    throw new TypeError(`${message} Use https, or set allowPlainHttp.`)
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

function checkKey(apiKey: string): string {
  if (/^sck_[\w-]+$/.test(apiKey)) return apiKey
  throw new TypeError('`apiKey` is a key from Settings → API keys; it begins with sck_.')
}
