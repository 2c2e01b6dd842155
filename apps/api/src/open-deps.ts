import { setTimeout as sleep } from 'node:timers/promises'

import type { Logger } from 'pino'

import { connect } from '@solar-capture/db/connect'
import { startEmbeddedPostgres } from '@solar-capture/db/embedded-postgres'
import { migrate } from '@solar-capture/db/migrate'
import { connectRenewable } from '@solar-capture/db/renewable'
import { isUnavailable } from '@solar-capture/db/unavailable'
import { findRoot, keepRoot, listEncryptionKeys } from '@solar-capture/db/wrapped-columns'

import { createAfterwards } from './afterwards.ts'
import { auditErrors } from './audit-system.ts'
import { createAuth } from './auth.ts'
import { startChanges } from './changes.ts'
import type { createClosers } from './closers.ts'
import type { Deps } from './deps.ts'
import type { Env } from './env.ts'
import { createImporter } from './importer.ts'
import { keyPlaceOf, loadEncryption } from './key-file.ts'
import { createMail } from './mail.ts'
import { createOutgoing } from './outgoing.ts'
import { setupCodeOf } from './setup-code.ts'
import { createSetupGuesses } from './setup-guesses.ts'
import { createStreamSlots } from './stream-slots.ts'

const databasePatienceMs = 30_000

/**
 * Opens everything that the api is made of: the database with its schema up to date, the encryption key, and
 * what is built on them. `closers` gets what has to be closed again; `say` a line for each thing worth
 * telling somebody who watches. `renewIngest` exchanges the webhook's connections when they hang. Throws
 * an error for the operator.
 */
export async function openDeps(
  env: Env,
  {
    log,
    say,
    closers,
  }: { log: Logger; say: (line: string) => void; closers: ReturnType<typeof createClosers> },
): Promise<{ deps: Deps; renewIngest: () => void }> {
  const url = env.databaseUrl ?? (await startOwnDatabase(env.dataDir, closers.add, say))
  await migrateWhenReachable(url, say)
  const onNotice = (notice: string) => log.debug({ notice })
  const { db, sql, close } = connect(url, { max: 8, onNotice })
  closers.add(close)
  const reportError = auditErrors(db, (error, message) => log.error({ error }, message))
  const ingest = connectRenewable(url, { max: 4, byKeysOnly: true, onNotice })
  closers.add(ingest.close)
  const encryption = await loadEncryption({
    ...keyPlaceOf(env),
    listKeysInUse: () => listEncryptionKeys(db),
    roots: { find: () => findRoot(db), keep: (sealed) => keepRoot(db, sealed) },
    warn: (message) => log.error(message),
  })
  const changes = await startChanges(sql, (error) =>
    reportError(error, 'Open dashboards were not told of a change'),
  )
  closers.add(changes.close)
  const afterwards = createAfterwards({ reportError })
  closers.add(afterwards.settle)
  const now = () => new Date()
  const importer = createImporter({ db, changes, now, reportError })
  closers.add(importer.close)
  const { publicUrl } = env
  const deps = {
    db,
    ingestDb: ingest.db,
    encryption,
    auth: createAuth({ db, encryption, publicUrl, reportError }),
    changes,
    importer,
    setupCode: setupCodeOf(encryption, env.setupToken),
    setupGuesses: createSetupGuesses({ reportError }),
    mail: env.mail && createMail(env.mail),
    outgoing: createOutgoing({ allowPrivate: env.allowPrivateAddresses }),
    afterwards,
    streams: createStreamSlots(),
    listening: { origin: null },
    publicUrl,
    now,
    reportError,
  }
  return { deps, renewIngest: ingest.renew }
}

async function startOwnDatabase(
  dataDir: string,
  add: (close: () => Promise<unknown>) => void,
  say: (line: string) => void,
): Promise<string> {
  say('Starting the database …')
  const { url, release } = await startEmbeddedPostgres({ dataDir, log: say })
  add(release)
  return url
}

async function migrateWhenReachable(url: string, say: (line: string) => void): Promise<void> {
  const givesUpAt = performance.now() + databasePatienceMs
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await migrate(url, { log: say })
    } catch (error) {
      if (!isUnavailable(error)) throw error
      if (performance.now() > givesUpAt) {
        throw new Error(
          'The database cannot be reached. Is it running, and is DATABASE_URL right?',
          {
            cause: error,
          },
        )
      }
      if (isFirst) say('Waiting for the database …')
      await sleep(1_000)
    }
  }
}
