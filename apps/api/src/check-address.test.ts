import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { checkAddress } from './check-address.ts'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
const closers: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(async () => {
  for (const close of closers) await close()
  await api.close()
})

/** The kinds of problems that are found when PUBLIC_URL is `url`. */
async function problemsAt(url: string): Promise<string[]> {
  const problems = await checkAddress({ ...api.deps, publicUrl: new URL(url) })
  return problems.map(({ kind }) => kind)
}

async function serverThat(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => void server.close(resolve)))
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

test('the server knows itself again, and says that only this computer knows the address', async () => {
  expect(await problemsAt(`http://127.0.0.1:${api.port}`)).toEqual(['only_here'])
})

test('a redirect is told with where it leads, and not followed', async () => {
  let followed = 0
  const other = await serverThat((_request, response) => {
    followed += 1
    response.end()
  })
  const url = await serverThat((request, response) => {
    response.writeHead(301, { location: `${other}${request.url ?? ''}` }).end()
  })
  const [first] = await checkAddress({ ...api.deps, publicUrl: new URL(url) })
  expect(first).toMatchObject({ kind: 'redirect', level: 'error' })
  expect(first?.text).toContain(`redirects to ${other}.`)
  expect(first?.text).not.toContain('nonce')
  expect(followed).toBe(0)
})

test.each([
  ['another page', (_request, response) => void response.end('<h1>Welcome</h1>')],
  [
    'a server with another key',
    (_request, response) => void response.end(`{"proof":"${'0'.repeat(64)}"}`),
  ],
  [
    'an answer without end',
    (_request, response) => void setInterval(() => response.write('x'.repeat(500)), 5).unref(),
  ],
  ['an error', (_request, response) => void response.writeHead(502).end()],
] satisfies [string, RequestListener][])('%s is not this server', async (_name, answer) => {
  expect(await problemsAt(await serverThat(answer))).toContain('somebody_else')
})

test.each([
  ['http://127.0.0.1:1', ['nobody', 'only_here']],
  ['https://leads.nowhere.invalid', ['nobody']],
  ['http://leads.nowhere.invalid', ['nobody', 'http']],
  [`https://127.0.0.1`, ['nobody', 'only_here']],
])('%s: %j', async (url, kinds) => {
  expect(await problemsAt(url)).toEqual(kinds)
})

test('a nonce of another form is not signed', async () => {
  for (const nonce of ['', 'abc', '0'.repeat(31), `${'0'.repeat(31)}g`, '0'.repeat(64)]) {
    const path = `/webhooks/calcom/address-check?nonce=${nonce}`
    expect((await api.send({ path })).status).toBe(400)
  }
})
