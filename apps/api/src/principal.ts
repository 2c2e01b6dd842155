import { scopesOf, type Role, type Scope } from '@solar-capture/core/access'
import type { Actor } from '@solar-capture/core/timeline'
import {
  findSessionStanding,
  type Membership,
  type SessionStanding,
} from '@solar-capture/db/session-standing'

import { findKeyHolder } from './api-key.ts'
import type { Deps } from './deps.ts'
import { findSession } from './find-session.ts'

/** Who asks: somebody who is signed in, or an internal tool with an API key. Both within one workspace. */
export type Principal = MemberPrincipal | KeyPrincipal

export type MemberPrincipal = {
  kind: 'member'
  workspaceId: string
  scopes: readonly Scope[]
  role: Role
  /** Whether they may do nothing here until they have set up the second step. */
  needsTotp: boolean
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

/** Somebody who is signed in, whatever they belong to. */
export type Person = {
  id: string
  name: string
  email: string
  sessionId: string
  /** When they last proved in this session who they are; null where that is not known. */
  provedAt: Date | null
}

export type Identification =
  | { ok: true; principal: Principal | null; person: Person | null; setCookies: string[] }
  | { ok: false; message: string }

/**
 * Finds out who sent a request from its headers: an `Authorization` header decides alone, else the session
 * cookie does. `principal` is null without either, or when the person belongs to no workspace.
 * A session that is used gets prolonged: `setCookies` then says so to the browser. Not ok when there is
 * an `Authorization` header that is no valid API key.
 */
export async function identify(
  deps: Pick<Deps, 'db' | 'auth' | 'encryption' | 'publicUrl' | 'now'>,
  headers: { authorization?: string | undefined; cookie?: string | undefined },
): Promise<Identification> {
  if (headers.authorization !== undefined) {
    const holder = await findKeyHolder(deps.db, headers.authorization, deps.now())
    if (!holder) return { ok: false, message: 'This API key is unknown, expired or revoked.' }
    return { ok: true, principal: { kind: 'key', ...holder }, person: null, setCookies: [] }
  }
  const nobody: Identification = { ok: true, principal: null, person: null, setCookies: [] }
  if (headers.cookie === undefined) return nobody
  const known = await findSession(deps, headers.cookie)
  if (known) return signedIn(known, [])
  const { response: found, headers: answered } = await deps.auth.api.getSession({
    headers: new Headers({ cookie: headers.cookie }),
    returnHeaders: true,
  })
  const setCookies = answered.getSetCookie()
  // Nothing is taken back: the browser may have been given a newer cookie meanwhile.
  if (!found) return nobody
  const standing = await findSessionStanding(deps.db, found.session.id)
  return standing ? signedIn(standing, setCookies) : nobody
}

function signedIn(
  { id, user, provedAt, membership }: SessionStanding,
  setCookies: string[],
): Identification {
  const person = { ...user, sessionId: id, provedAt }
  return { ok: true, principal: membership && memberOf(person, membership), person, setCookies }
}

function memberOf(person: Person, { workspaceId, role, needsTotp }: Membership): MemberPrincipal {
  const { sessionId, provedAt: _, ...user } = person
  const scopes = needsTotp ? [] : scopesOf(role)
  return { kind: 'member', workspaceId, role, needsTotp, scopes, user, sessionId }
}

/** What timeline entries name somebody by. */
export function actorOf(principal: Principal): Actor {
  return principal.kind === 'member'
    ? { kind: 'user', name: principal.user.name }
    : { kind: 'tool', name: principal.name }
}
