import { scopesOf, type Role, type Scope } from '@solar-capture/core/access'
import type { Actor } from '@solar-capture/core/timeline'
import type { Db } from '@solar-capture/db/connect'
import { findMembership } from '@solar-capture/db/members'

import { findKeyHolder } from './api-key.ts'
import type { Deps } from './deps.ts'

/** Who asks: somebody who is signed in, or an internal tool with an API key. Both within one workspace. */
export type Principal = MemberPrincipal | KeyPrincipal

export type MemberPrincipal = {
  kind: 'member'
  workspaceId: string
  scopes: readonly Scope[]
  role: Role
  user: { id: string; name: string; email: string }
  sessionId: string
}

export type KeyPrincipal = {
  kind: 'key'
  workspaceId: string
  scopes: readonly Scope[]
  id: string
  name: string
}

export type Identification =
  | { ok: true; principal: Principal | null; setCookies: string[] }
  | { ok: false; message: string }

/**
 * Finds out who sent a request from its headers: an `Authorization` header decides alone, else the session
 * cookie does. `principal` is null without either, or when the person belongs to no workspace.
 * A session that is used gets prolonged: `setCookies` then says so to the browser. Not ok when there is
 * an `Authorization` header that is no valid API key.
 */
export async function identify(
  deps: Pick<Deps, 'db' | 'auth' | 'now'>,
  headers: { authorization?: string | undefined; cookie?: string | undefined },
): Promise<Identification> {
  if (headers.authorization !== undefined) {
    const holder = await findKeyHolder(deps.db, headers.authorization, deps.now())
    if (holder) return { ok: true, principal: { kind: 'key', ...holder }, setCookies: [] }
    return { ok: false, message: 'This API key is unknown, expired or revoked.' }
  }
  const nobody: Identification = { ok: true, principal: null, setCookies: [] }
  if (headers.cookie === undefined) return nobody
  const { response: found, headers: answered } = await deps.auth.api.getSession({
    headers: new Headers({ cookie: headers.cookie }),
    returnHeaders: true,
  })
  const setCookies = answered.getSetCookie()
  if (!found) return { ok: true, principal: null, setCookies }
  const principal = await memberOf(deps.db, found)
  return { ok: true, principal, setCookies }
}

async function memberOf(
  db: Db,
  found: { user: { id: string; name: string; email: string }; session: { id: string } },
): Promise<MemberPrincipal | null> {
  const { id, name, email } = found.user
  const membership = await findMembership(db, id)
  if (!membership) return null
  const { workspaceId, role } = membership
  const sessionId = found.session.id
  return {
    kind: 'member',
    workspaceId,
    role,
    scopes: scopesOf(role),
    user: { id, name, email },
    sessionId,
  }
}

/** What timeline entries name somebody by. */
export function actorOf(principal: Principal): Actor {
  return principal.kind === 'member'
    ? { kind: 'user', name: principal.user.name }
    : { kind: 'tool', name: principal.name }
}
