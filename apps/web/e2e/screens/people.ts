import { anonymous, enter, type Session } from '../api-client.ts'
import { authenticator } from '../authenticator.ts'
import type { Server } from '../server.ts'
import type { Viewer } from './screen.ts'

export type Person = { name: string; email: string; password: string }
export type Api = Session['api']

const password = 'up on a ladder again'

export const agent = { name: 'Sam Weatherby', email: 'sam@sunnyroofs.example', password }
/** Whose password is replaced, which signs them out. */
export const forgetful = { name: 'Rhys Evans', email: 'rhys@sunnyroofs.example', password }
const stranded = { name: 'Noor Haddad', email: 'noor@sunnyroofs.example', password }
/** Signs in with two steps, and demands that of others in a workspace of her own. */
export const guarded = { name: 'Greta Lindqvist', email: 'greta@secondsun.example', password }
const viewer = { name: 'Ines Duarte', email: 'ines@sunnyroofs.example', password }
const stopped = { name: 'Tom Okafor', email: 'tom@secondsun.example', password }

/** Has `api`'s owner invite somebody who joins by the link. */
export async function join(
  server: Server,
  api: Api,
  person: Person,
  role: 'owner' | 'admin' | 'agent' | 'viewer',
): Promise<void> {
  const { link } = await api.member.invite.mutate({ email: person.email, role })
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? ''
  const { name, password: own } = person
  await anonymous(server).member.acceptInvitation.mutate({ token, name, password: own })
}

/** Everybody but the owner: an agent, one who may only look, one who was removed, and in a second workspace one with two steps and one without. */
export async function addViewers(
  server: Server,
  api: Api,
  owner: Person,
): Promise<Partial<Record<Viewer, Session>>> {
  await join(server, api, stranded, 'agent')
  const members = await api.member.list.query()
  const userId = members.find(({ email }) => email === stranded.email)?.userId ?? ''
  await api.member.remove.mutate({ userId })

  await join(server, api, forgetful, 'viewer')

  const { api: second } = await enter(
    server,
    owner,
    'Mozilla/5.0 (iPhone) Version/19.0 Mobile Safari/604.1',
  )
  await second.workspace.create.mutate({ name: 'Second Sun' })
  await join(server, second, guarded, 'owner')
  await join(server, second, stopped, 'admin')
  const greta = await enter(server, guarded)
  const { secret } = await greta.api.account.enableTotp.mutate({ password })
  const app = authenticator(secret)
  await greta.api.account.confirmTotp.mutate({ code: app.nextCode() })
  // That ended the session.
  const again = await enter(server, { ...guarded, code: app.nextCode() })
  await again.api.workspace.update.mutate({ requiresTotp: true })
  await join(server, api, agent, 'agent')
  await join(server, api, viewer, 'viewer')
  return {
    agent: await enter(server, agent),
    viewer: await enter(server, viewer),
    // Anew: being removed ended every session.
    stranded: await enter(server, stranded),
    guarded: again,
    stopped: await enter(server, stopped),
  }
}
