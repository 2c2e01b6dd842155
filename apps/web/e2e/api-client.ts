import { createTRPCClient, httpBatchLink } from '@trpc/client'

import type { AppRouter } from '@solar-capture/api/router'

import type { Server } from './server.ts'

export const owner = {
  name: 'Ana Ortiz',
  email: 'ana@sunnyroofs.example',
  password: 'roof tiles and rain',
}

/** Sets a new server up for `owner`, with a secret for its endpoint; `cookies` are those of a browser where she signed in. */
export async function setUp(server: Server) {
  const { setupToken: token } = server
  await anonymous(server).setup.complete.mutate({ ...owner, token, workspaceName: 'Sunny Roofs' })
  const { api, cookies } = await enter(server, owner)
  const [endpoint] = await api.endpoint.list.query()
  if (endpoint === undefined) throw new Error('The new workspace has no endpoint.')
  const { secret } = await api.endpoint.generateSecret.mutate({ id: endpoint.id })
  return { api, cookies, url: endpoint.url, secret }
}

/** The API as `owner` uses it. */
export async function signedIn(server: Server) {
  const { api } = await enter(server, owner)
  return api
}

/** Somebody who signed in: the API as they use it, and the cookies of their browser. */
export type Session = Awaited<ReturnType<typeof enter>>

/** Signs somebody in, by the second step too where there is a `code`, in a browser that calls itself `userAgent`. */
export async function enter(
  server: Server,
  { email, password, code }: { email: string; password: string; code?: string },
  userAgent = 'node',
) {
  const answer = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: server.url,
      'user-agent': userAgent,
    },
    body: JSON.stringify({ email, password, code }),
  })
  if (!answer.ok) throw new Error(`Signing in answered ${answer.status}.`)
  const pairs = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  const cookies = pairs.map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: server.url }
  })
  return { api: client(server, pairs.join('; ')), cookies }
}

/** The API as somebody uses it who is not signed in. */
export function anonymous(server: Server) {
  return client(server)
}

function client({ url }: Server, cookie = '') {
  const headers = { origin: url, cookie }
  return createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `${url}/trpc`, headers })] })
}
