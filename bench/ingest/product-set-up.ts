import { randomBytes } from 'node:crypto'

const owner = {
  name: 'Ana Ortiz',
  email: 'ana@sunnyroofs.example',
  password: 'roof tiles and rain',
}

/** Sets a new server up over HTTP, as the dashboard does: owner, first workspace, the secret of its endpoint. */
export async function setUpOverHttp(
  port: number,
  token: string,
): Promise<{ workspaceId: string; path: string; secret: string; cookie: string }> {
  const origin = `http://127.0.0.1:${port}`
  let cookie = ''
  const call = async (procedure: string, input?: unknown): Promise<unknown> => {
    const response = await fetch(`${origin}/trpc/${procedure}`, {
      headers: { 'content-type': 'application/json', origin, cookie },
      ...(input === undefined ? {} : { method: 'POST', body: JSON.stringify(input) }),
    })
    if (!response.ok) {
      throw new Error(`${procedure} answered ${response.status}: ${await response.text()}`)
    }
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0])
    if (cookies.length > 0) cookie = cookies.join('; ')
    // What tRPC answers a single call with.
    const { result } = (await response.json()) as { result: { data: unknown } }
    return result.data
  }
  // The shapes that the router declares.
  const { workspaceId } = (await call('setup.complete', {
    ...owner,
    token,
    workspaceName: 'Workspace 0',
  })) as { workspaceId: string }
  const [endpoint] = (await call('endpoint.list')) as { id: string; url: string }[]
  if (!endpoint) throw new Error('The new workspace has no endpoint.')
  const secret = randomBytes(32).toString('hex')
  await call('endpoint.setSecret', { id: endpoint.id, secret })
  return { workspaceId, path: new URL(endpoint.url).pathname, secret, cookie }
}
