import { and, eq, ne, sql } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import { type CountingSecrets, isAsSeen } from '@solar-capture/core/secret-overlap'

import type { Db } from './connect.ts'
import { noSuchEndpoint } from './endpoints.ts'
import { endpoints, endpointSecrets } from './schema-endpoints.ts'
import { lockWorkspace } from './workspaces.ts'

/** A secret, encrypted for one endpoint and version. */
export type SealedSecret = {
  sealed: Uint8Array
  wrappedKey: Uint8Array
  keyId: string
  length: number
  fingerprint: string
}

type Place = { workspaceId: string; id: string }
/** Gets the version that the secret will have. */
type Seal = (version: number) => SealedSecret
/** Who changes it, when, and which secrets they saw; without `seen` they do not say. */
type By = { setBy: string | null; now: Date; seen?: CountingSecrets | undefined }
/** What becomes of the secrets before: for how long the last one counts. */
type Rotation = {
  keepMs: number
  /** Whether this server can decrypt a secret that is stored. */
  canOpen: (
    stored: Pick<SealedSecret, 'sealed' | 'wrappedKey' | 'keyId'> & { version: number },
  ) => boolean
}

const restorableMs = 24 * 60 * 60 * 1000

/**
 * Replaces the secret of an endpoint at once: the old ones are retired and kept only to explain refusals.
 * The secret that is saved already changes nothing; one that was replaced by mistake can be put back within a day.
 * Throws `not_found`, and `conflict` for one that was replaced before that, or stopped on purpose at any endpoint of
 * the workspace, and where other secrets count than were `seen`.
 */
export async function replaceSecret(db: Db, place: Place, seal: Seal, by: By): Promise<void> {
  await db.transaction(async (tx) => {
    const next = await prepare(tx, place, seal, by)
    if (next.isCurrent) return
    await retire(tx, place.id, by.now)
    await add(tx, place.id, next, by)
  })
}

/**
 * Saves a new secret; the one before goes on counting for `keepMs` milliseconds by the database's clock, 0 for not at
 * all: then every old one is stopped for good. One that `canOpen` says no to is not kept, as it could only keep the new one
 * from working. With an overlap, two count and no third: while a previous one still does, the answer is `conflict` with the time
 * when it ends, unless it was `seen`. Throws `not_found`, and `conflict` as `replaceSecret` does.
 */
export async function rotateSecret(
  db: Db,
  place: Place,
  seal: Seal,
  { keepMs, canOpen, ...by }: By & Rotation,
): Promise<void> {
  await db.transaction(async (tx) => {
    const next = await prepare(tx, place, seal, by)
    if (next.isCurrent) throw new DomainError('conflict', 'This secret is saved already.')
    const isKept = keepMs > 0 && next.current !== null && canOpen(next.current)
    const { previous } = next
    if (isKept && previous?.expiresAt && !by.seen && canOpen(previous)) {
      const until = `${previous.expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
      throw new DomainError(
        'conflict',
        `The secret before this one still counts until ${until}, and only two may count. Wait until then, or stop it at once.`,
      )
    }
    if (keepMs === 0) await retire(tx, place.id, by.now, { isStopped: true })
    else if (isKept) await retire(tx, place.id, by.now, { which: 'previous', isStopped: true })
    else await retire(tx, place.id, by.now, { which: 'current' })
    if (!isKept && previous && !canOpen(previous)) {
      await retire(tx, place.id, by.now, { which: 'previous' })
    }
    if (isKept) {
      await tx
        .update(endpointSecrets)
        .set({ status: 'previous', expiresAt: sql`now() + ${keepMs} * interval '1 millisecond'` })
        .where(and(eq(endpointSecrets.endpointId, place.id), eq(endpointSecrets.status, 'current')))
    }
    await add(tx, place.id, next, by)
  })
}

/** Stops the previous secret of an endpoint at once and for good. Answers its fingerprint; null when none counted. Throws `not_found`. */
export async function retirePrevious(db: Db, place: Place, now: Date): Promise<string | null> {
  await lockEndpoint(db, place)
  const rows = await db
    .update(endpointSecrets)
    .set({ status: 'retired', expiresAt: now, isStopped: true })
    .where(
      and(
        eq(endpointSecrets.endpointId, place.id),
        eq(endpointSecrets.status, 'previous'),
        sql`${endpointSecrets.expiresAt} > now()`,
      ),
    )
    .returning({ fingerprint: endpointSecrets.fingerprint })
  return rows[0]?.fingerprint ?? null
}

/** Holds a workspace and an endpoint until the end of the transaction: secrets change one after the other. Throws `not_found`. */
async function lockEndpoint(db: Db, { workspaceId, id }: Place): Promise<void> {
  await lockWorkspace(db, workspaceId)
  const [endpoint] = await db
    .select({ id: endpoints.id })
    .from(endpoints)
    .where(and(eq(endpoints.workspaceId, workspaceId), eq(endpoints.id, id)))
    .for('update')
  if (!endpoint) throw noSuchEndpoint()
}

/** The next version of a secret, whether it is the current one already, and the two that count now. */
type Next = SealedSecret & {
  version: number
  isCurrent: boolean
  current: Known | null
  previous: Known | null
}
type Known = Awaited<ReturnType<typeof listKnown>>[number]

async function prepare(db: Db, place: Place, seal: Seal, { now, seen }: By): Promise<Next> {
  await lockEndpoint(db, place)
  const known = await listKnown(db, place.id)
  const version = Math.max(0, ...known.map((one) => one.version)) + 1
  const secret = seal(version)
  const same = known.filter(({ fingerprint }) => fingerprint === secret.fingerprint)
  const isCurrent = same.some(({ status }) => status === 'current')
  if (!isCurrent && (await isStoppedAnywhere(db, place.workspaceId, secret.fingerprint))) {
    throw new DomainError(
      'conflict',
      'This secret was stopped here, so it never counts again. Generate a new one.',
    )
  }
  const isOld = ({ expiresAt }: { expiresAt: Date | null }) =>
    expiresAt !== null && now.getTime() - expiresAt.getTime() > restorableMs
  if (!isCurrent && same.length > 0 && same.every(isOld)) {
    throw new DomainError('conflict', 'This secret was used here before. Generate a new one.')
  }
  const having = (status: Known['status']) =>
    known.find((one) => one.status === status && one.counts) ?? null
  const current = having('current')
  const previous = having('previous')
  const counting = {
    secret: current?.fingerprint ?? null,
    previousSecret: previous?.fingerprint ?? null,
  }
  if (!isCurrent && seen && !isAsSeen(seen, counting)) {
    throw new DomainError(
      'conflict',
      'The secrets here were changed in the meantime, so nothing was done. Look at which count now, then decide again.',
    )
  }
  return { ...secret, version, isCurrent, current, previous }
}

/** Whether a secret was stopped for good at any endpoint of a workspace: who has it could sign for each that takes it. */
async function isStoppedAnywhere(
  db: Db,
  workspaceId: string,
  fingerprint: string,
): Promise<boolean> {
  const stopped = and(
    eq(endpoints.workspaceId, workspaceId),
    eq(endpointSecrets.fingerprint, fingerprint),
    eq(endpointSecrets.isStopped, true),
  )
  const [found] = await db
    .select({ version: endpointSecrets.version })
    .from(endpointSecrets)
    .innerJoin(endpoints, eq(endpoints.id, endpointSecrets.endpointId))
    .where(stopped)
    .limit(1)
  return found !== undefined
}

function listKnown(db: Db, endpointId: string) {
  return db
    .select({
      version: endpointSecrets.version,
      status: endpointSecrets.status,
      expiresAt: endpointSecrets.expiresAt,
      isStopped: endpointSecrets.isStopped,
      fingerprint: endpointSecrets.fingerprint,
      sealed: endpointSecrets.sealed,
      wrappedKey: endpointSecrets.wrappedKey,
      keyId: endpointSecrets.keyId,
      counts: sql<boolean>`${endpointSecrets.expiresAt} is null or ${endpointSecrets.expiresAt} > now()`,
    })
    .from(endpointSecrets)
    .where(eq(endpointSecrets.endpointId, endpointId))
}

/** Retires the secrets of a status, or all; what ended before keeps its end, and is not stopped any more. */
async function retire(
  db: Db,
  endpointId: string,
  now: Date,
  { which, isStopped = false }: { which?: 'current' | 'previous'; isStopped?: boolean } = {},
): Promise<void> {
  const { status, expiresAt } = endpointSecrets
  const counts = sql`(${expiresAt} is null or ${expiresAt} > ${now.toISOString()}::timestamptz)`
  await db
    .update(endpointSecrets)
    .set({
      status: 'retired',
      expiresAt: sql`least(${expiresAt}, ${now.toISOString()}::timestamptz)`,
      isStopped: sql`${endpointSecrets.isStopped} or (${isStopped} and ${counts})`,
    })
    .where(
      and(
        eq(endpointSecrets.endpointId, endpointId),
        which ? eq(status, which) : ne(status, 'retired'),
      ),
    )
}

async function add(
  db: Db,
  endpointId: string,
  { sealed, wrappedKey, keyId, length, fingerprint, version }: Next,
  { setBy, now }: By,
): Promise<void> {
  await db.insert(endpointSecrets).values({
    ...{ sealed, wrappedKey, keyId, length, fingerprint, version, endpointId },
    ...{ status: 'current', setBy, setAt: now },
  })
}
