import { randomBytes } from 'node:crypto'

import { makeLeadToken } from '@solar-capture/core/lead-token'
import type { Decision, GivenLead, History } from '@solar-capture/core/reference/outcome.testing'
import type { Db } from '@solar-capture/db/connect'
import { newId } from '@solar-capture/db/new-id'
import {
  apiKeys,
  bookingDecisions,
  endpoints,
  endpointSecrets,
  leads,
  pipelineStages,
  stageRules,
  workspaces,
} from '@solar-capture/db/schema'

import { newApiKey } from '../api-key.ts'
import { leadTokenKey } from '../arrival.ts'
import type { Encryption } from '../encryption.ts'
import { toBody, toStored } from './bodies.testing.ts'

export const secret = 'a-secret-for-tests-of-40-characters-1234'
export const actor = { kind: 'user' as const, name: 'Ana' }

/** A history that is played in a workspace of its own: everything has the ids and bodies that are used there. */
export type Stage = History & {
  workspaceId: string
  /** Public ids. */
  endpoints: string[]
  /** Of a tool that may move leads. */
  apiKey: string
  bodies: Buffer[]
  /** Leads by the ids that the history gave them. */
  leadsByName: Map<string, GivenLead>
  /** The id that a stage has here, by the one that the history gave it. */
  stageIds: Map<string, string>
  /** Leads that are there from the start, because people decided something about them. */
  early: GivenLead[]
  /** Leads that may be captured at any time. */
  captured: GivenLead[]
}

/** Makes a workspace for a history, with times moved by `days` and ids as the database wants them. */
export async function stageHistory(
  db: Db,
  encryption: Encryption,
  given: History,
  days: number,
): Promise<Stage> {
  const workspaceId = newId()
  const ids = new Map([...given.leads, ...given.stages].map(({ id }) => [id, newId()]))
  const idOf = (id: string) => ids.get(id) ?? null
  const move = <T extends string | null>(at: T): T => moveTime(at, days) as T
  const key = leadTokenKey(encryption, workspaceId)
  const told = given.events.map((one) => {
    const { event } = one
    const leadId = event.leadId === null ? null : idOf(event.leadId)
    const body = toBody(
      {
        ...event,
        sentAt: move(event.sentAt),
        startTime: move(event.startTime),
        endTime: move(event.endTime),
        previousStartTime: move(event.previousStartTime),
      },
      leadId === null ? null : makeLeadToken(leadId, key),
    )
    return { was: one.fingerprint, body, stored: toStored(body, leadId) }
  })
  const fingerprints = new Map(told.map(({ was, stored }) => [was, stored.fingerprint]))
  const stages = given.stages.map((stage) => ({ ...stage, id: idOf(stage.id) ?? '' }))
  const first = stages[0]?.id ?? ''
  const stageIds = new Map(given.stages.map(({ id }) => [id, idOf(id) ?? '']))
  const allLeads = given.leads.map((lead) => ({
    ...lead,
    id: idOf(lead.id) ?? '',
    base: {
      stageId: idOf(lead.base.stageId) ?? first,
      setBy: 'user' as const,
      seen: lead.base.seen.map((seen) => fingerprints.get(seen) ?? seen),
      pinned: lead.base.pinned,
    },
  }))
  // The last about a node counts, and is the only one that is kept.
  const isLast = ({ uid, seat, at }: Decision) =>
    !given.decisions.some((one) => one.uid === uid && one.seat === seat && one.at > at)
  const decisions = given.decisions.filter(isLast).map((decision) => ({
    ...decision,
    leadId: decision.leadId === null ? null : idOf(decision.leadId),
    at: move(decision.at),
  }))
  const linked = new Set([
    ...decisions.map(({ leadId }) => leadId),
    ...told.map(({ stored }) => stored.event.leadId),
  ])
  const isEarly = ({ id, base, aliases }: GivenLead) =>
    linked.has(id) ||
    aliases.length > 0 ||
    base.stageId !== first ||
    base.pinned ||
    base.seen.length > 0
  const tool = newApiKey()
  const staged = {
    ...{ workspaceId, stages, stageIds, decisions, leads: allLeads, apiKey: tool.key },
    leadsByName: new Map(allLeads.map((lead, place) => [given.leads[place]?.id ?? '', lead])),
    endpoints: [newPublicId(), newPublicId()],
    bodies: told.map(({ body }) => body),
    events: told.map(({ stored }) => stored),
    rules: given.rules.map((rule) => ({
      ...rule,
      from: move(rule.from),
      stageId: rule.stageId === null ? null : idOf(rule.stageId),
    })),
    leadCreation: given.leadCreation.map((one) => ({ ...one, from: move(one.from) })),
    early: allLeads.filter(isEarly),
    captured: allLeads.filter((lead) => !isEarly(lead)),
  }
  await write(db, encryption, staged, tool)
  return staged
}

async function write(
  db: Db,
  encryption: Encryption,
  staged: Stage,
  { publicId, hash }: ReturnType<typeof newApiKey>,
): Promise<void> {
  const { workspaceId, stages, rules, early, decisions, leadCreation } = staged
  const now = new Date()
  const bodyKey = encryption.newBodyKey(workspaceId)
  await db.transaction(async (tx) => {
    await tx.insert(workspaces).values({ id: workspaceId, name: 'Sunny', bodyKey, leadCreation })
    const scopes = ['leads:read' as const, 'leads:write' as const]
    const tool = { id: newId(), workspaceId, name: 'CRM', publicId, hash, scopes }
    await tx.insert(apiKeys).values(tool)
    await tx.insert(pipelineStages).values(stages.map((stage) => ({ ...stage, workspaceId })))
    if (rules.length > 0) {
      await tx
        .insert(stageRules)
        .values(
          rules.map((rule) => ({ ...rule, workspaceId, id: newId(), from: new Date(rule.from) })),
        )
    }
    const rows = staged.endpoints.map((publicId) => ({ id: newId(), workspaceId, publicId }))
    await tx.insert(endpoints).values(rows.map((row) => ({ ...row, name: 'Cal.com' })))
    await tx.insert(endpointSecrets).values(
      rows.map(({ id: endpointId }) => ({
        ...encryption.sealSecret(secret, { endpointId, version: 1 }),
        ...{ endpointId, version: 1, status: 'current' as const, length: secret.length },
        fingerprint: encryption.fingerprintOf(secret),
      })),
    )
    if (early.length > 0) {
      await tx.insert(leads).values(
        early.map(({ id, name, email, aliases, phone, base }) => ({
          ...{ workspaceId, id, name, email, aliases, phone, source: 'Website' },
          ...{ stageId: base.stageId, baseStageId: base.stageId, stageSetBy: 'user' as const },
          ...{ baseSeen: base.seen, pinned: base.pinned, createdAt: now, updatedAt: now },
        })),
      )
    }
    if (decisions.length > 0) {
      await tx
        .insert(bookingDecisions)
        .values(decisions.map((one) => ({ ...one, workspaceId, actor, at: new Date(one.at) })))
    }
  })
}

function newPublicId(): string {
  return randomBytes(16).toString('base64url')
}

function moveTime(at: string | null, days: number): string | null {
  return at === null ? null : new Date(Date.parse(at) + days * 24 * 60 * 60 * 1000).toISOString()
}
