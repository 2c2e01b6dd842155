import type { AuditActor } from '@solar-capture/core/audit'

import type { Person, Principal } from './principal.ts'

/** This product itself, for what nobody asked for. */
export const systemActor: AuditActor = { kind: 'system', id: null, name: null, address: null }

/** How the audit log names who asked, from where; null is somebody who is not known. */
export function auditActorOf(principal: Principal | null, clientAddress: string): AuditActor {
  if (principal === null) {
    return { kind: 'stranger', id: null, name: null, address: clientAddress }
  }
  const { id, name } = principal.kind === 'key' ? principal : principal.user
  const kind = principal.kind === 'key' ? 'key' : 'user'
  return { kind, id, name, address: clientAddress }
}

/** How the audit log names somebody who is signed in, whatever they belong to. */
export function auditActorOfPerson(
  { id, name }: Pick<Person, 'id' | 'name'>,
  clientAddress: string,
): AuditActor {
  return { kind: 'user', id, name, address: clientAddress }
}
