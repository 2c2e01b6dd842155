import { createTRPCClient, httpLink } from '@trpc/client'

import type { AppRouter } from './router.ts'
import { testOwner, type TestApi } from './testing.ts'

/**
 * A browser without a window: it keeps its cookies, signs in and out, and calls procedures over HTTP. `watch` gets each
 * answer.
 */
export function openBrowser(
  { deps, port }: Pick<TestApi, 'deps' | 'port'>,
  watch: (url: string, answer: Response) => Promise<void> = async () => {},
) {
  const cookies = new Map<string, string>()
  const { origin } = deps.publicUrl
  const url = `http://127.0.0.1:${port}`

  const request: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('origin', origin)
    if (cookies.size > 0) headers.set('cookie', cookieHeader())
    const answer = await fetch(input, { ...init, headers })
    // Only a stream is not read here, and only where nobody watches.
    await watch(input instanceof Request ? input.url : String(input), answer.clone())
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(line)) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const postAuth = (path: string, body: object) =>
    request(`${url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  return {
    api: createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${url}/trpc`, fetch: request as never })],
    }),
    url,
    request,
    cookieHeader,
    signIn: (email = testOwner.email, password = testOwner.password, more: object = {}) =>
      postAuth('sign-in/email', { email, password, ...more }),
    signOut: () => postAuth('sign-out', {}),
  }
}

export type Browser = ReturnType<typeof openBrowser>
