import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { sessions } from './schema-access.ts'

export type NewSession = {
  userId: string
  /** SHA-256 of the token, as hex. */
  tokenHash: string
  expiresAt: Date
  /** When its person proved who they are. */
  provedAt: Date
  address: string
  userAgent: string | null
}

// The auth library goes by the real time, and so does how long a session goes on at most.
const goesOn = and(
  gt(sessions.expiresAt, sql`now()`),
  gt(sessions.createdAt, sql`now() - interval '7 days'`),
)

/** Adds a session, and answers its id. */
export async function addSession(
  db: Db,
  { tokenHash, address, ...session }: NewSession,
  now: Date,
): Promise<string> {
  const id = newId(now.getTime())
  const times = { createdAt: now, updatedAt: now }
  await db
    .insert(sessions)
    .values({ ...session, ...times, id, token: tokenHash, ipAddress: address })
  return id
}

/** A person's sessions that go on, the one used last first. `expiresAt` is when it ends if it is not used until then. */
export function listSessions(db: Db, userId: string) {
  return db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      address: sessions.ipAddress,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.updatedAt,
      expiresAt:
        sql<Date>`least(${sessions.expiresAt}, ${sessions.createdAt} + interval '7 days')`.mapWith(
          sessions.expiresAt,
        ),
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), goesOn))
    .orderBy(desc(sessions.updatedAt), desc(sessions.id))
}

/**
 * Gives a session, whose person has just proved who they are, another token in the place of the one it has, which signs
 * nobody in any more. Answers whether there was such a session.
 */
export async function replaceToken(
  db: Db,
  { sessionId, tokenHash, provedAt }: { sessionId: string; tokenHash: string; provedAt: Date },
): Promise<boolean> {
  const rows = await db
    .update(sessions)
    // Another id too: what follows the session by it, as an open stream of the old token's, ends.
    .set({ id: newId(), token: tokenHash, provedAt })
    .where(eq(sessions.id, sessionId))
    .returning({ id: sessions.id })
  return rows.length > 0
}

/** Ends one of a person's sessions. Answers whether there was such a one. */
export async function endSession(
  db: Db,
  { userId, id }: { userId: string; id: string },
): Promise<boolean> {
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id), goesOn))
    .returning({ id: sessions.id })
  return rows.length > 0
}

/** Ends all of a person's sessions, but the one named, and answers how many went on until then. */
export async function endSessions(db: Db, userId: string, but: string | null): Promise<number> {
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), but === null ? undefined : ne(sessions.id, but)))
    .returning({ goesOn: sql<boolean>`${goesOn}` })
  return rows.filter((row) => row.goesOn).length
}
