import type { Scope } from '@solar-capture/core/access'
import { DomainError } from '@solar-capture/core/errors'

import type { Principal } from './principal.ts'

/** Throws `forbidden` unless whoever asks has a scope that a procedure needs besides its own. */
export function requireScope({ scopes, kind }: Principal, scope: Scope): void {
  if (scopes.includes(scope)) return
  const who = kind === 'key' ? 'This API key' : 'Your role'
  throw new DomainError('forbidden', `${who} may not do this (${scope}).`)
}
