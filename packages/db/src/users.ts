import { eq, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { accounts, users } from './schema-access.ts'

export type NewUser = {
  id: string
  name: string
  /** In lower case: that is how people are looked up when they sign in. */
  email: string
  passwordHash: string
}

/** Whether anybody can sign in yet. */
export async function hasUsers(db: Db): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).limit(1)
  return rows.length > 0
}

/** Whether there is an account with this email address (in lower case). */
export async function hasUser(db: Db, email: string): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).where(eq(users.email, email))
  return rows.length > 0
}

/** Makes whoever sets up at the same time wait until this transaction has ended. */
export async function lockSetup(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('solar-capture setup', 0))`)
}

/** Adds a person who signs in with email and password. */
export async function addUser(db: Db, user: NewUser, now: Date): Promise<void> {
  const { id, name, email, passwordHash } = user
  const times = { createdAt: now, updatedAt: now }
  await db.insert(users).values({ id, name, email, ...times })
  await db.insert(accounts).values({
    id: newId(now.getTime()),
    accountId: id,
    providerId: 'credential',
    userId: id,
    password: passwordHash,
    ...times,
  })
}
