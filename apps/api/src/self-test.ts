import { randomBytes } from 'node:crypto'

import { DomainError } from '@solar-capture/core/errors'
import type { Stage } from '@solar-capture/core/pipeline'
import {
  judgeSelfTest,
  planSelfTest,
  selfTestBody,
  type PlayedStep,
  type SelfTestFinding,
  type SelfTestPlan,
  type SelfTestStep,
} from '@solar-capture/core/self-test'
import { sign, signatureHeader } from '@solar-capture/core/signature'
import { ruleInForce } from '@solar-capture/core/stage-rule'
import { listBookings } from '@solar-capture/db/bookings'
import type { Change } from '@solar-capture/db/change'
import { listForVerification } from '@solar-capture/db/endpoint-secrets'
import { addLead } from '@solar-capture/db/lead-writes'
import { getLead } from '@solar-capture/db/leads'
import { listStageRules, listStages } from '@solar-capture/db/pipeline'
import { listSandboxEmails, removeSandbox } from '@solar-capture/db/sandbox-lead'

import type { Deps } from './deps.ts'
import { openEndpoint } from './known-endpoint.ts'
import { postToSelf } from './post-to-self.ts'
import { toInstant } from './routers/shapes.ts'

/** How a step of a self-test went; `ms` is how long the webhook took to answer. */
export type SelfTestResult = { step: SelfTestStep; ok: boolean; text: string; ms: number }

// One that began before is not under way any more.
const longestMs = 60_000
const played = ['created', 'rescheduled', 'cancelled'] as const satisfies PlayedStep[]

/**
 * Plays created, rescheduled and cancelled through the real webhook of an endpoint, with a lead that is made for it, and
 * takes away all that came of it, whatever happened in between. It ends at the first step that goes wrong. Throws
 * `conflict` when the endpoint cannot receive: without a secret that can be read, paused or switched off.
 */
export async function runSelfTest(
  deps: Deps,
  endpoint: { publicId: string; mode: string },
  change: Change,
): Promise<SelfTestResult[]> {
  const { db, now } = deps
  const { workspaceId } = change
  const secret = await currentSecret(deps, endpoint)
  const before = new Date(now().getTime() - longestMs)
  for (const email of await listSandboxEmails(db, workspaceId, before)) {
    await removeSandbox(db, workspaceId, { email, uids: [] })
  }
  const plan = planSelfTest(randomBytes(8).toString('hex'), now())
  const results: SelfTestResult[] = []
  try {
    const sandbox = {
      email: plan.email,
      phone: null,
      name: plan.name,
      postcode: null,
      address: null,
    }
    const leadId = await addLead(db, { ...sandbox, source: 'Self-test' }, change)
    const stages = await stagesOf(deps, workspaceId)
    for (const step of played) {
      const body = selfTestBody(step, plan, now().toISOString())
      const answer = await postToSelf(deps, `/webhooks/calcom/${endpoint.publicId}`, {
        body,
        headers: {
          'content-type': 'application/json',
          [signatureHeader]: sign(secret, Buffer.from(body)),
        },
      })
      const lead = await findLead(deps, { workspaceId, leadId }, stages.all)
      const finding = { status: answer.status, lead }
      const judged = judgeSelfTest(step, finding, plan, stages)
      results.push({ step, ...judged, ms: answer.ms })
      if (!judged.ok) break
    }
  } finally {
    results.push(await cleanUp(deps, workspaceId, plan))
  }
  return results
}

async function currentSecret(
  { db, encryption }: Deps,
  { publicId, mode }: { publicId: string; mode: string },
): Promise<string> {
  if (mode !== 'active') {
    throw new DomainError('conflict', 'This account receives nothing now. Resume it first.')
  }
  const [row] = await listForVerification(db, [publicId])
  const { current = null, unreadable = [] } = row
    ? openEndpoint(row, encryption, performance.now())
    : {}
  if (current) return current.secret
  const [cause] = unreadable.map(({ error }) => error)
  throw cause
    ? new DomainError(
        'conflict',
        'The webhook secret cannot be read with the encryption key of this server. Put the key back, or generate a new secret.',
        { cause },
      )
    : new DomainError('conflict', 'There is no secret to sign with. Set one first.')
}

async function stagesOf({ db, now }: Deps, workspaceId: string) {
  const stages = await listStages(db, workspaceId)
  const [before] = stages
  if (!before) throw new Error('A workspace has at least one stage.')
  const rules = await listStageRules(db, workspaceId)
  const rule = ruleInForce(rules, 'booked', null, now().toISOString())
  const booked = stages.find(({ id }) => id === rule?.stageId)
  return { all: stages, before, booked: booked ?? before }
}

async function findLead(
  { db }: Deps,
  { workspaceId, leadId }: { workspaceId: string; leadId: string },
  stages: Stage[],
): Promise<SelfTestFinding['lead']> {
  const lead = await getLead(db, workspaceId, leadId).catch((error: unknown) => {
    if (error instanceof DomainError) return null
    throw error
  })
  const stage = stages.find(({ id }) => id === lead?.stageId)
  if (lead === null || !stage) return null
  const bookings = await listBookings(db, workspaceId, leadId)
  return {
    stage,
    bookings: bookings.map(({ status, startTime }) => ({
      status,
      startTime: toInstant(startTime),
    })),
  }
}

async function cleanUp(
  { db }: Deps,
  workspaceId: string,
  { email, uids }: SelfTestPlan,
): Promise<SelfTestResult> {
  const startedAt = performance.now()
  await removeSandbox(db, workspaceId, { email, uids: Object.values(uids) })
  const ms = Math.round(performance.now() - startedAt)
  return {
    step: 'cleaned_up',
    ok: true,
    text: 'The lead of the test and its booking are gone again.',
    ms,
  }
}
