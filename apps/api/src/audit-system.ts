import { createHash } from 'node:crypto'

import type { AuditAction, AuditDetails } from '@solar-capture/core/audit'
import { recordAuditOfInstallation } from '@solar-capture/db/audit'
import type { Db } from '@solar-capture/db/connect'

import { systemActor } from './audit-actor.ts'
import type { Env } from './env.ts'
import { createTokenBuckets } from './token-buckets.ts'

/** Writes down what this process itself did. `onError` gets what could not be written. */
export async function auditSystem(
  db: Db,
  { action, details = {} }: { action: AuditAction; details?: AuditDetails },
  onError: (error: unknown) => void,
): Promise<void> {
  const event = { action, actor: systemActor, details } as const
  await recordAuditOfInstallation(db, event, new Date()).catch(onError)
}

/**
 * Makes `reportError` that logs, and tells the audit log of each kind of error once a minute, by the message alone:
 * what the error carries may be somebody's data.
 */
export function auditErrors(db: Db, log: (error: unknown, message: string) => void) {
  const told = createTokenBuckets({ capacity: 1, refillMs: 60_000 })
  return (error: unknown, message: string): void => {
    log(error, message)
    if (!told.take(message)) return
    void auditSystem(db, { action: 'unexpected_error', details: { message } }, (failure) =>
      log(failure, 'An error could not be told to the audit log'),
    )
  }
}

/** Names a configuration, without its secrets: 8 hex digits that change when a setting does. */
export function configurationId(env: Env): string {
  const { port, host, publicUrl, databaseUrl, dataDir, logLevel, trustProxy } = env
  const database = databaseUrl === undefined ? dataDir : withoutPassword(databaseUrl)
  const settings = [port, host, publicUrl.href, database, logLevel, ...trustProxy]
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 8)
}

function withoutPassword(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return ''
  parsed.password = ''
  return parsed.href
}
