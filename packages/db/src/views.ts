import { and, eq, or } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import { byName } from '@solar-capture/core/natural-order'
import { nameKey } from '@solar-capture/core/same-name'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { savedViews, users } from './schema.ts'
import { lockWorkspace } from './workspaces.ts'

/** What somebody keeps of how they look at the leads. */
export type NewView = { name: string; isShared: boolean; state: Record<string, string> }

const mostViews = 200

/** The views that somebody kept, and those that others share, by name. */
export async function listViews(db: Db, workspaceId: string, userId: string) {
  const views = await db
    .select({
      id: savedViews.id,
      name: savedViews.name,
      isShared: savedViews.isShared,
      state: savedViews.state,
      userId: savedViews.userId,
      by: users.name,
    })
    .from(savedViews)
    .innerJoin(users, eq(users.id, savedViews.userId))
    .where(
      and(
        eq(savedViews.workspaceId, workspaceId),
        or(eq(savedViews.userId, userId), eq(savedViews.isShared, true)),
      ),
    )
  return views.toSorted(byName)
}

/**
 * Keeps a view, and answers its id; to be called in a transaction. Throws `invalid` when somebody keeps too many, and `conflict`
 * when another one of theirs has its name.
 */
export async function addView(
  db: Db,
  place: { workspaceId: string; userId: string },
  view: NewView,
  now: Date,
): Promise<string> {
  const kept = await lockViews(db, place)
  if (kept.length >= mostViews) {
    throw new DomainError('invalid', `You have ${mostViews} views. Remove one first.`)
  }
  refuseTakenName(kept, view.name)
  const id = newId(now.getTime())
  await db.insert(savedViews).values({ ...place, ...view, id, createdAt: now })
  return id
}

/**
 * Changes a view of one's own; to be called in a transaction. Throws `not_found`, and `conflict` when it gets the name of
 * another one.
 */
export async function changeView(
  db: Db,
  place: { workspaceId: string; userId: string; id: string },
  view: NewView,
): Promise<void> {
  const kept = await lockViews(db, place)
  const before = kept.find(({ id }) => id === place.id)
  if (before === undefined) throw noSuchView()
  // One that has had its name for long keeps it, and can be changed.
  if (before.name !== view.name) {
    refuseTakenName(
      kept.filter((other) => other !== before),
      view.name,
    )
  }
  await db
    .update(savedViews)
    .set(view)
    .where(and(isOf(place), eq(savedViews.id, place.id)))
}

/** The views of somebody, as they stay until the transaction ends: of two that are given one name at once the second is refused. */
async function lockViews(db: Db, place: { workspaceId: string; userId: string }) {
  await lockWorkspace(db, place.workspaceId)
  return db.select({ id: savedViews.id, name: savedViews.name }).from(savedViews).where(isOf(place))
}

function refuseTakenName(others: { name: string }[], name: string): void {
  if (others.some((other) => nameKey(other.name) === nameKey(name))) {
    throw new DomainError('conflict', 'You have a view with this name. Give it another one.')
  }
}

/** Removes a view of one's own. Throws `not_found`. */
export async function removeView(
  db: Db,
  place: { workspaceId: string; userId: string; id: string },
): Promise<void> {
  const gone = await db
    .delete(savedViews)
    .where(and(isOf(place), eq(savedViews.id, place.id)))
    .returning({ id: savedViews.id })
  if (gone.length === 0) throw noSuchView()
}

function isOf({ workspaceId, userId }: { workspaceId: string; userId: string }) {
  return and(eq(savedViews.workspaceId, workspaceId), eq(savedViews.userId, userId))
}

function noSuchView(): DomainError {
  return new DomainError('not_found', 'There is no such view of yours.')
}
