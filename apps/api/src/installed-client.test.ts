import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { toolCaller } from './caller.testing.ts'
import { makePrincipals } from './principals.testing.ts'
import { startTestApi, type TestApi } from './testing.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const client = join(root, 'packages', 'client')
const minutes = 60_000

let api: TestApi
let folder: string
let installed: string
let apiKey: string

beforeAll(async () => {
  api = await startTestApi()
  const { keyThatReads } = await makePrincipals(api)
  apiKey = keyThatReads.authorization.slice('Bearer '.length)
  folder = await mkdtemp(join(tmpdir(), 'solar-capture-client-'))
  installed = join(folder, 'node_modules', '@solar-capture', 'client')
  await packAndInstall()
}, 4 * minutes)
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await api.close()
})

/** Does what its README says, in a project of its own; the two packages of tRPC come from here and not from the network. */
async function packAndInstall(): Promise<void> {
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    packageManager: string
  }
  await run('npm', ['run', 'build'], { cwd: client })
  const pack = ['--yes', packageManager, 'pack', '--pack-destination', folder, '--json']
  const { stdout } = await run('npx', pack, { cwd: client })
  const { filename } = JSON.parse(stdout) as { filename: string }
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  const trpc = ['client', 'server'].map((name) => join(client, 'node_modules', '@trpc', name))
  const flags = ['--offline', '--install-links', '--legacy-peer-deps', '--no-audit', '--no-fund']
  await run('npm', ['install', ...flags, filename, ...trpc], { cwd: folder })
}

/** What the compiler says of a program in that project. */
async function compile(program: string, skipLibCheck = true): Promise<string> {
  const compilerOptions = {
    ...{ target: 'es2022', module: 'nodenext', strict: true, noEmit: true, skipLibCheck },
    ...{ types: ['node'], typeRoots: [join(root, 'node_modules', '@types')] },
  }
  await writeFile(join(folder, 'program.ts'), program)
  const config = { compilerOptions, files: ['program.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const compiled = run(process.execPath, [tsc, '--noEmit', '--project', folder])
  return compiled.then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )
}

const typed = `
import { createClient, isApiError, type Client } from '@solar-capture/client'

const client: Client = createClient({ url: 'https://leads.example', apiKey: 'sck_a' })
const { items, nextCursor } = await client.lead.list.query({ limit: 5 })
const cursor: string | null = nextCursor
const times: string[] = items.map(({ updatedAt }) => updatedAt)
const lead = await client.lead.byId.query({ id: items[0]?.id ?? '' })
const said: 'captured' | undefined = lead.timeline[0]?.detail.kind === 'captured' ? 'captured' : undefined
client.lead.move.mutate({ id: '', stageId: '' }).catch((error: unknown) => {
  if (isApiError(error)) console.log(error.data?.code, error.data?.httpStatus, cursor, times, said)
})
`

test(
  'what is installed has types of its own, and imports nothing of the repository',
  async () => {
    expect(await compile(typed)).toBe('')
    // The types of tRPC's own packages lack those of WebSockets.
    expect(await compile(typed, false)).not.toMatch(/@solar-capture|program/)
    const types = await readFile(join(installed, 'dist', 'index.d.ts'), 'utf8')
    const modules = [...types.matchAll(/(?:from |import\()['"]([^'"]+)/g)].map(
      ([, name = '']) => name,
    )
    expect(modules.length).toBeGreaterThan(10)
    expect(modules.filter((name) => !name.startsWith('@trpc/'))).toEqual([])
  },
  minutes,
)

test(
  'a wrong input does not compile',
  async () => {
    const wrong = `${typed}
// @ts-expect-error
await client.lead.list.query({ limit: 'five' })
`
    expect(await compile(wrong)).toBe('')
    expect(await compile(wrong.replace('// @ts-expect-error', ''))).toContain(
      "Type 'string' is not assignable to type 'number'",
    )
    expect(await compile(`${typed}\nitems[0]?.nothing`)).toContain("'nothing' does not exist")
  },
  minutes,
)

test(
  'the example lists the leads of a server',
  async () => {
    await toolCaller(api, ['leads:write']).lead.create({ name: 'Jane Doe', email: 'j@x.example' })
    const example = join(installed, 'examples', 'list-leads.mjs')
    const env = {
      ...process.env,
      SOLAR_CAPTURE_URL: `http://127.0.0.1:${api.port}`,
      SOLAR_CAPTURE_API_KEY: apiKey,
    }
    const { stdout } = await run(process.execPath, [example], { env })
    expect(stdout).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z New Jane Doe\n$/)
    const refused = run(process.execPath, [example], {
      env: { ...env, SOLAR_CAPTURE_API_KEY: 'sck_a' },
    })
    await expect(refused).rejects.toThrow('This API key is unknown, expired or revoked.')
  },
  minutes,
)
