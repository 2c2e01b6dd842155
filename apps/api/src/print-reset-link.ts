import { findCredentialByEmail } from '@solar-capture/db/credentials'

import { systemActor } from './audit-actor.ts'
import { createClosers } from './closers.ts'
import type { Deps } from './deps.ts'
import { readEnv } from './env.ts'
import { createLogger } from './logger.ts'
import { openDeps } from './open-deps.ts'
import { makeResetLink } from './reset-link.ts'

/**
 * Makes a link with which the person of that email gives themselves a new password, in the database that the
 * environment names, also while a server runs on it; `say` gets it. Throws an error for whoever started it, also
 * when nobody has that email.
 */
export async function printResetLink(email: string, say: (line: string) => void): Promise<void> {
  const env = readEnv()
  const log = createLogger(env.logLevel)
  const closers = createClosers((error) => log.error({ error }, 'Closing failed'))
  try {
    const { deps } = await openDeps(env, { log, say: () => {}, closers })
    say(await resetLinkFor(deps, email))
  } finally {
    await closers.closeAll()
  }
}

/** The link for whoever has that email, with when it ends. Throws an error for the operator when nobody has it. */
export async function resetLinkFor(
  deps: Pick<Deps, 'db' | 'publicUrl' | 'now'>,
  email: string,
): Promise<string> {
  const person = await findCredentialByEmail(deps.db, email.trim().toLowerCase())
  if (!person) {
    throw new Error(`Nobody signs in as ${email}. Give the email address that they sign in with.`)
  }
  const { link, expiresAt } = await makeResetLink(deps, person.userId, systemActor)
  return `${person.name} chooses a new password here, once, until ${expiresAt.toISOString()}:\n${link}`
}
