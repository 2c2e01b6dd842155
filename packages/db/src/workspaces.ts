import { eq } from 'drizzle-orm'

import type { AuditActor } from '@solar-capture/core/audit'
import type { LeadCreation } from '@solar-capture/core/lead-creation'
import { defaultStages } from '@solar-capture/core/pipeline'
import { always } from '@solar-capture/core/stage-rule'

import { differences, recordAudit } from './audit.ts'
import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { members, workspaces } from './schema-access.ts'
import { endpoints } from './schema-endpoints.ts'
import { pipelineStages, stageRules } from './schema-leads.ts'

export type NewWorkspace = {
  id: string
  name: string
  /** Wrapped. */
  bodyKey: Uint8Array
  ownerId: string
  /** Of its first endpoint. */
  endpointPublicId: string
}

/** The name and settings of a workspace; null when there is no such workspace. */
export async function findWorkspace(
  db: Db,
  id: string,
): Promise<{ name: string; leadCreation: LeadCreation[]; requiresTotp: boolean } | null> {
  const { name, leadCreation, requiresTotp } = workspaces
  const [row] = await db
    .select({ name, leadCreation, requiresTotp })
    .from(workspaces)
    .where(eq(workspaces.id, id))
  return row ?? null
}

/** Adds a workspace with its owner, the default pipeline, and one endpoint; to be called in a transaction. */
export async function addWorkspace(db: Db, workspace: NewWorkspace, now: Date): Promise<void> {
  const { id: workspaceId, name, bodyKey, ownerId, endpointPublicId } = workspace
  const makeId = () => newId(now.getTime())
  await db.insert(workspaces).values({ id: workspaceId, name, bodyKey, createdAt: now })
  await db.insert(members).values({ workspaceId, userId: ownerId, role: 'owner', createdAt: now })
  const stages = defaultStages.map((stage, position) => ({
    ...stage,
    workspaceId,
    id: makeId(),
    position,
  }))
  await db.insert(pipelineStages).values(stages)
  const rules = stages
    .filter((stage) => stage.isBooked)
    .map((stage) => ({
      ...{ workspaceId, id: makeId(), fact: 'booked' as const, eventTypeId: null },
      ...{ stageId: stage.id, from: new Date(always) },
    }))
  await db.insert(stageRules).values(rules)
  await db.insert(endpoints).values({
    id: makeId(),
    workspaceId,
    publicId: endpointPublicId,
    name: 'Cal.com',
    createdAt: now,
  })
}

/** Holds a workspace until the end of the transaction: what must not go on at once there takes this lock first. */
export async function lockWorkspace(db: Db, id: string): Promise<void> {
  await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, id))
    .for('no key update')
}

export type WorkspaceSettings = {
  name?: string | undefined
  /** Whether it makes leads of bookings that no lead is found for, from now on. */
  createsLeads?: boolean | undefined
  /** Whether its owners and admins must sign in with a second step. */
  requiresTotp?: boolean | undefined
}

/** Changes what of a workspace's settings is given; the audit log gets what became different. */
export async function updateWorkspace(
  db: Db,
  { id, settings, actor }: { id: string; settings: WorkspaceSettings; actor: AuditActor },
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(workspaces).where(eq(workspaces.id, id)).for('update')
    if (!row) return
    const { leadCreation } = row
    const before = {
      name: row.name,
      createsLeads: leadCreation.at(-1)?.on ?? false,
      requiresTotp: row.requiresTotp,
    }
    const {
      name = before.name,
      createsLeads = before.createsLeads,
      requiresTotp = before.requiresTotp,
    } = settings
    const after = { name, createsLeads, requiresTotp }
    const details = differences(before, after)
    if (Object.keys(details).length === 0) return
    const creation = { from: now.toISOString(), on: createsLeads }
    const isNew = createsLeads !== before.createsLeads
    await tx
      .update(workspaces)
      .set({
        name,
        requiresTotp,
        leadCreation: isNew ? [...leadCreation, creation] : leadCreation,
      })
      .where(eq(workspaces.id, id))
    await recordAudit(tx, id, { action: 'workspace_changed', actor, details }, now)
  })
}
