import { scopes, type Role, type Scope } from '@solar-capture/core/access'
import { addApiKey } from '@solar-capture/db/api-keys'
import { newId } from '@solar-capture/db/new-id'
import { members } from '@solar-capture/db/schema'
import { addUser } from '@solar-capture/db/users'
import { addWorkspace } from '@solar-capture/db/workspaces'

import { cookieHeader } from './access.testing.ts'
import { newApiKey } from './api-key.ts'
import { testOwner, type TestApi } from './testing.ts'

const password = testOwner.password

/** Everybody who may ask, by the headers that they send: people of every role, keys of every kind, and strangers. */
export async function makePrincipals(api: TestApi) {
  const { db, encryption, auth } = api.deps
  const now = new Date()
  const passwordHash = await (await auth.$context).password.hash(password)

  async function addPerson(name: string): Promise<string> {
    const id = newId()
    await addUser(db, { id, name, email: `${name}@people.example`, passwordHash }, now)
    return id
  }
  async function signIn(email: string) {
    const { headers } = await api.send({
      ...{ method: 'POST', path: '/api/auth/sign-in/email' },
      headers: { 'content-type': 'application/json', origin: api.deps.publicUrl.origin },
      body: JSON.stringify({ email, password }),
    })
    const cookies = [headers['set-cookie'] ?? []].flat().map((line) => {
      const [name = '', value = ''] = line.slice(0, line.indexOf(';')).split('=')
      return { name, value: decodeURIComponent(value) }
    })
    return { cookie: cookieHeader(cookies) }
  }
  async function member(role: Role) {
    const userId = await addPerson(role)
    await db.insert(members).values({ workspaceId: api.workspaceId, userId, role })
    return signIn(`${role}@people.example`)
  }
  async function key(given: readonly Scope[], ended: { expiresAt?: Date; revokedAt?: Date } = {}) {
    const { key: text, ...stored } = newApiKey()
    const row = { id: newId(), workspaceId: api.workspaceId, name: 'Tool', scopes: [...given] }
    await addApiKey(db, { ...row, ...stored, ...ended, createdAt: now })
    return { authorization: `Bearer ${text}` }
  }
  async function ownerElsewhere() {
    const ownerId = await addPerson('elsewhere')
    const id = newId()
    const bodyKey = encryption.newBodyKey(id)
    const workspace = { id, name: 'Elsewhere', bodyKey, ownerId, endpointPublicId: 'elsewhere' }
    await addWorkspace(db, workspace, now)
    return signIn('elsewhere@people.example')
  }
  async function removedMember() {
    await addPerson('removed')
    return signIn('removed@people.example')
  }

  return {
    stranger: {},
    viewer: await member('viewer'),
    agent: await member('agent'),
    admin: await member('admin'),
    owner: await signIn(testOwner.email),
    removedMember: await removedMember(),
    ownerElsewhere: await ownerElsewhere(),
    keyOfNobody: { authorization: `Bearer ${newApiKey().key}` },
    keyThatReads: await key(['leads:read', 'deliveries:read']),
    keyThatWrites: await key(['leads:write']),
    keyForSettings: await key(['settings:write']),
    expiredKey: await key(scopes, { expiresAt: new Date(now.getTime() - 1_000) }),
    revokedKey: await key(scopes, { revokedAt: now }),
  } satisfies Record<string, Record<string, string>>
}

export type PrincipalName = keyof Awaited<ReturnType<typeof makePrincipals>>
