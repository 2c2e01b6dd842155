import { and, eq, type SQL } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { accounts, totps, users } from './schema-access.ts'

/** A person and what they sign in with. */
export type Credential = {
  userId: string
  name: string
  email: string
  passwordHash: string
  /** When the second step was turned on; null while signing in takes none. */
  totpSince: Date | null
}

/** Who has the email, which is in lower case; null when nobody does. */
export function findCredentialByEmail(db: Db, email: string): Promise<Credential | null> {
  return findCredential(db, eq(users.email, email))
}

/** Throws when there is no such person. */
export async function getCredential(db: Db, userId: string): Promise<Credential> {
  const found = await findCredential(db, eq(users.id, userId))
  if (!found) throw new Error('There is no such person.')
  return found
}

async function findCredential(db: Db, condition: SQL): Promise<Credential | null> {
  const [row] = await db
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      passwordHash: accounts.password,
      totpSince: totps.confirmedAt,
    })
    .from(users)
    .innerJoin(accounts, isPasswordOf(users.id))
    .leftJoin(totps, eq(totps.userId, users.id))
    .where(condition)
  if (!row) return null
  const { passwordHash, ...rest } = row
  return passwordHash === null ? null : { ...rest, passwordHash }
}

/** Gives a person another password; with `before`, only while it is still the one with that hash. Answers whether. */
export async function setPasswordHash(
  db: Db,
  { userId, passwordHash, before }: { userId: string; passwordHash: string; before?: string },
  now: Date,
): Promise<boolean> {
  const rows = await db
    .update(accounts)
    .set({ password: passwordHash, updatedAt: now })
    .where(
      and(isPasswordOf(userId), before === undefined ? undefined : eq(accounts.password, before)),
    )
    .returning({ id: accounts.id })
  return rows.length > 0
}

/**
 * Keeps a person's password and second step as they are until this transaction has ended. Answers false when one of
 * them is not what it was when it was looked at. Whoever changes one of them takes `lockCredential` first.
 */
export async function holdCredential(db: Db, { userId, ...seen }: Credential): Promise<boolean> {
  await db.select({ id: accounts.id }).from(accounts).where(isPasswordOf(userId)).for('share')
  const now = await findCredential(db, eq(users.id, userId))
  const sameStep = now?.totpSince?.getTime() === seen.totpSince?.getTime()
  return sameStep && now?.passwordHash === seen.passwordHash
}

/** Makes whoever signs in as a person wait until this transaction has ended. */
export async function lockCredential(db: Db, userId: string): Promise<void> {
  await db.select({ id: accounts.id }).from(accounts).where(isPasswordOf(userId)).for('update')
}

function isPasswordOf(userId: string | typeof users.id) {
  return and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential'))
}
