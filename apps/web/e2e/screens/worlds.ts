import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'

import { anonymous, enter, owner, type Session } from '../api-client.ts'
import { startServer, type Server } from '../server.ts'
import { crowd } from './crowd.ts'
import { addStory } from './office.ts'
import { addViewers } from './people.ts'
import type { State, World } from './screen.ts'

const seed = fileURLToPath(new URL('../../../../scripts/seed.ts', import.meta.url))

/** Starts a server with a database of its own in that state; `end` stops it and removes its data. */
export async function startWorld(state: State): Promise<World & { end: () => Promise<void> }> {
  const folder = await mkdtemp(joinPath(tmpdir(), 'solar-capture-screens-'))
  const server = await startServer({ DATA_DIR: folder })
  const end = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await fill(state, server, folder)), server, end }
  } catch (error) {
    await end()
    throw error
  }
}

async function fill(state: State, server: Server, folder: string): Promise<Omit<World, 'server'>> {
  const nothing = { sessions: {}, leadId: '', deliveryId: '' }
  if (state === 'bare') return nothing
  const { setupToken: token } = server
  const workspaceName =
    state === 'crowded' ? 'Süddeutsche Photovoltaikanlagen Vertriebsgesellschaft' : 'Sunny Roofs'
  await anonymous(server).setup.complete.mutate({ ...owner, token, workspaceName })
  const session = await enter(server, owner, 'Mozilla/5.0 (Macintosh) Chrome/140.0')
  if (state === 'empty') return { ...nothing, sessions: { owner: session } }

  await addLeads(folder, server, state === 'crowded' ? 10_000 : 200)
  const story = await addStory(session.api)
  const viewers: World['sessions'] =
    state === 'crowded'
      ? await crowd(server, session.api, story)
      : await addViewers(server, session.api, owner)
  return { sessions: { ...viewers, owner: session }, ...(await findIds(session.api, story.leadId)) }
}

async function findIds(api: Session['api'], leadId: string) {
  const { items } = await api.delivery.list.query({ outcome: 'applied', limit: 50 })
  const own = items.find((delivery) => delivery.leadId === leadId) ?? items[0]
  return { leadId, deliveryId: own?.id ?? '' }
}

// As somebody would who tries it out: beside the running server.
async function addLeads(folder: string, { url }: Server, count: number): Promise<void> {
  const env = { ...process.env, DATA_DIR: folder, PUBLIC_URL: url, LOG_LEVEL: 'error' }
  const args = [seed, '--leads', String(count)]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`Adding ${count} leads failed.`)
}
