import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'

import { anonymous, enter, owner, type Session } from '../api-client.ts'
import { startServer, type Server } from '../server.ts'
import { crowd } from './crowd.ts'
import { addStory, type Story } from './office.ts'
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
  const nothing = {
    sessions: {},
    ...{ leadId: '', twinId: '', deliveryId: '', heldId: '', refusedId: '' },
  }
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
  await giveOwners(session.api)
  return { sessions: { ...viewers, owner: session }, ...(await findIds(session.api, story)) }
}

async function findIds(api: Session['api'], { leadId, twinId }: Story) {
  const find = async (outcome: 'applied' | 'held' | 'rejected') => {
    const { items } = await api.delivery.list.query({ outcome, limit: 50 })
    const own = items.find((delivery) => delivery.leadId === leadId)
    return (own ?? items[0])?.id ?? ''
  }
  const ids = { leadId, twinId, deliveryId: await find('applied') }
  return { ...ids, heldId: await find('held'), refusedId: await find('rejected') }
}

/** Gives most of what changed last to those who are there, in turn. */
async function giveOwners(api: Session['api']): Promise<void> {
  const { owners } = await api.lead.choices.query()
  const { items } = await api.lead.list.query({ limit: 60 })
  // From the back, so that they stay in their order.
  for (const [index, { id }] of items.toReversed().entries()) {
    const ownerId = owners[index % 5]?.id
    if (ownerId !== undefined) await api.lead.update.mutate({ id, ownerId })
  }
}

// As somebody would who tries it out: beside the running server.
async function addLeads(folder: string, { url }: Server, count: number): Promise<void> {
  const env = { ...process.env, DATA_DIR: folder, PUBLIC_URL: url, LOG_LEVEL: 'error' }
  const args = [seed, '--leads', String(count)]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`Adding ${count} leads failed.`)
}
