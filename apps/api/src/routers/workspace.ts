import { TRPCError } from '@trpc/server'
import { z } from 'zod'

import { roles, scopes } from '@solar-capture/core/access'
import { recordAudit } from '@solar-capture/db/audit'
import { listMembers, listWorkspacesOf } from '@solar-capture/db/members'
import { findSessionStanding, showWorkspace } from '@solar-capture/db/session-standing'
import { addWorkspace, findWorkspace, updateWorkspace } from '@solar-capture/db/workspaces'

import { auditActorOf, auditActorOfPerson } from '../audit-actor.ts'
import type { Deps } from '../deps.ts'
import { newWorkspace } from '../new-workspace.ts'
import type { Person, Principal } from '../principal.ts'
import { procedure, router } from '../trpc.ts'

const workspaceName = z.string().trim().min(1).max(100)

const current = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Whether it makes leads of bookings that no lead is found for. */
  createsLeads: z.boolean(),
  /** Whether its owners and admins have to sign in with a second step. */
  requiresTotp: z.boolean(),
  /** Whether the caller may do nothing here until they have set up the second step. */
  needsTotp: z.boolean(),
  role: z.enum(roles).nullable(),
  scopes: z.array(z.enum(scopes)),
  user: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
})

const settings = z
  .strictObject({
    name: workspaceName.optional(),
    createsLeads: z.boolean().optional(),
    requiresTotp: z.boolean().optional(),
  })
  .refine((given) => Object.keys(given).length > 0, 'Give at least one setting.')

type Reader = { deps: Deps; principal: Principal; workspaceId: string }

export const workspaceRouter = router({
  /**
   * The workspace that the caller works in, and what the caller may do there. `role` and `user` are null for
   * an API key.
   */
  current: procedure('workspace.current')
    .input(z.void())
    .output(current)
    .query(({ ctx }) => readCurrent(ctx)),

  /** The workspaces that the signed-in person belongs to, by name; none after the last one removed them. */
  list: procedure('workspace.list')
    .input(z.void())
    .output(
      z.array(
        z.strictObject({
          id: z.uuid(),
          name: z.string(),
          role: z.enum(roles),
          isCurrent: z.boolean(),
        }),
      ),
    )
    .query(async ({ ctx: { deps, principal, person } }) => {
      const rows = await listWorkspacesOf(deps.db, person.id)
      return rows.map((row) => ({ ...row, isCurrent: row.id === principal?.workspaceId }))
    }),

  /**
   * Makes another workspace, of which the caller is the owner, and shows it. For owners of one: who was only
   * invited makes none. FORBIDDEN.
   */
  create: procedure('workspace.create')
    .input(z.strictObject({ name: workspaceName }))
    .output(z.strictObject({ id: z.uuid() }))
    .mutation(async ({ ctx: { deps, person, clientAddress }, input: { name } }) => {
      const own = await listWorkspacesOf(deps.db, person.id)
      if (!own.some(({ role }) => role === 'owner')) {
        const message = 'Only an owner of a workspace may make another one.'
        throw new TRPCError({ code: 'FORBIDDEN', message })
      }
      const now = deps.now()
      const workspace = newWorkspace(deps, { name, ownerId: person.id }, now)
      const actor = auditActorOfPerson(person, clientAddress)
      await deps.db.transaction(async (tx) => {
        await addWorkspace(tx, workspace, now)
        await recordAudit(tx, workspace.id, { action: 'workspace_created', actor }, now)
      })
      await show(deps, person, workspace.id)
      return { id: workspace.id }
    }),

  /** Has this session show another workspace of its person, in every window. NOT_FOUND when they are in none such. */
  switch: procedure('workspace.switch')
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.strictObject({ id: z.uuid() }))
    .mutation(async ({ ctx: { deps, person }, input: { id } }) => {
      if (await show(deps, person, id)) return { id }
      throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such workspace.' })
    }),

  /**
   * Changes settings of the workspace. `createsLeads` is about what Cal.com sends from now on. CONFLICT when the
   * second step is demanded by somebody who has not set it up.
   */
  update: procedure('workspace.update')
    .input(settings)
    .output(current)
    .mutation(async ({ ctx, input }) => {
      const { deps, workspaceId, principal, clientAddress } = ctx
      if (input.requiresTotp === true && !(await hasSecondStep(ctx))) {
        const message = 'Set up two-step sign-in for yourself first, under Account.'
        throw new TRPCError({ code: 'CONFLICT', message })
      }
      const actor = auditActorOf(principal, clientAddress)
      const change = { id: workspaceId, settings: input, actor }
      await updateWorkspace(deps.db, change, deps.now())
      deps.changes.publish(workspaceId, { kinds: ['access'], leadIds: [] })
      return readCurrent(ctx)
    }),
})

/** Has somebody's session show a workspace and tells its windows; false where they do not belong to it. */
async function show(deps: Deps, { sessionId }: Person, id: string): Promise<boolean> {
  const before = await findSessionStanding(deps.db, sessionId)
  if (!(await showWorkspace(deps.db, sessionId, id))) return false
  const left = before?.membership?.workspaceId
  if (left !== undefined) deps.changes.publish(left, { kinds: ['access'], leadIds: [] })
  return true
}

async function hasSecondStep({ deps, principal, workspaceId }: Reader): Promise<boolean> {
  if (principal.kind !== 'member') return false
  const members = await listMembers(deps.db, workspaceId)
  return members.some(({ userId, hasTotp }) => userId === principal.user.id && hasTotp)
}

async function readCurrent({
  deps,
  principal,
  workspaceId,
}: Reader): Promise<z.output<typeof current>> {
  const workspace = await findWorkspace(deps.db, workspaceId)
  if (!workspace) throw new TRPCError({ code: 'NOT_FOUND', message: 'It was removed.' })
  const member = principal.kind === 'member' ? principal : null
  const { name, requiresTotp } = workspace
  return {
    id: workspaceId,
    name,
    createsLeads: workspace.leadCreation.at(-1)?.on ?? false,
    requiresTotp,
    needsTotp: member?.needsTotp ?? false,
    role: member?.role ?? null,
    scopes: [...principal.scopes],
    user: member?.user ?? null,
  }
}
