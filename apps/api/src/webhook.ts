import type { IncomingMessage } from 'node:http'

import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'

import { readMac, type RejectionCause } from '@solar-capture/core/signature'
import { newId } from '@solar-capture/db/new-id'

import type { Received } from './arrival.ts'
import { createBodyBudget } from './body-budget.ts'
import { createSignatureCheck, signaturesIn, type SignatureCheck } from './check-signature.ts'
import { DeadlineError } from './deadline.ts'
import type { Deps } from './deps.ts'
import { describeSignature } from './describe-signature.ts'
import { createEndpointDirectory, firstEndpoint } from './endpoint-directory.ts'
import type { KnownEndpoint } from './known-endpoint.ts'
import { answerAndClose } from './linger.ts'
import { createParking, type Offered } from './parking.ts'
import { createReceiver, type Receipt } from './receive.ts'
import { createRejectionLog } from './rejection-log.ts'
import { withRetries } from './retries.ts'
import { createTokenBuckets } from './token-buckets.ts'
import { contractHeaders, received, refusals, type Answer } from './webhook-answers.ts'
import { readBody } from './webhook-body.ts'

/** The paths that Cal.com may be given; the second one is the WordPress plugin's. */
const webhookPath = '/webhooks/calcom/:endpoint'
export const pluginPath = '/wp-json/solar-capture/v1/calcom-webhook'

type WebhookRoute = { Params: { endpoint?: string } }
type WebhookRequest = FastifyRequest<WebhookRoute>

const bodyLimit = 1024 * 1024
const budgetBytes = 64 * 1024 * 1024
// 64 wait while three groups of 64 are being committed.
const mostUnanswered = 4 * 64
const answerWithinMs = 4_500

/**
 * Takes Cal.com's webhooks. Everything of a request but its bytes and its signature headers is left alone
 * until the signature is found to be right. A scope of its own: here nothing parses bodies. `onStalled` is
 * told when deliveries run into their deadline and none gets through.
 */
export const webhook: FastifyPluginCallback<{ deps: Deps; onStalled: () => void }> = (
  app,
  { deps, onStalled },
  done,
) => {
  const { ingestDb: db, encryption, changes, reportError } = deps
  const budget = createBodyBudget(budgetBytes)
  const directory = createEndpointDirectory({ db, encryption, changes })
  const checkSignature = createSignatureCheck(directory)
  const receiveDelivery = createReceiver(deps)
  const rejections = createRejectionLog({
    db,
    now: deps.now,
    changes,
    onError: (error) => reportError(error, 'Refused requests could not be recorded'),
  })
  const parking = createParking(deps)
  const logged = createTokenBuckets({ capacity: 5, refillMs: 12_000 })
  let unanswered = 0
  let workedAt = performance.now()

  function note(request: FastifyRequest, reason: string, size: number) {
    if (logged.take(reason)) request.log.info({ reason, size }, 'Webhook request refused')
  }

  function disabled(request: FastifyRequest, body: Buffer): Answer {
    note(request, 'disabled', body.length)
    return refusals.disabled
  }

  async function receive(delivery: Received, deadline: number) {
    if (unanswered >= mostUnanswered) return refusals.busy
    unanswered++
    try {
      const receipt = await withRetries(deadline, () => receiveDelivery(delivery))
      workedAt = performance.now()
      return answerTo(receipt)
    } finally {
      unanswered--
    }
  }

  function offerToPark(
    request: Omit<Offered, 'signature'> & { endpoint: KnownEndpoint },
    signatures: string[],
  ) {
    const signature = readMac(signatures)
    // Whoever switched it off does not want to keep anything.
    if (!signature || request.endpoint.mode === 'disabled') return
    parking.offer({ ...request, signature })
  }

  async function judge(request: WebhookRequest, body: Buffer, startedAt: number): Promise<Answer> {
    const receivedAt = deps.now()
    const deadline = performance.now() + answerWithinMs
    const address = request.params.endpoint ?? firstEndpoint
    const signatures = signaturesIn(request.raw.rawHeaders)
    const check = await withRetries(deadline, () => checkSignature(address, signatures, body))
    if (check.kind === 'unknown_endpoint') {
      note(request, check.kind, body.length)
      return refusals.notFound
    }
    const { endpoint } = check
    const id = newId(receivedAt.getTime())
    const refuse = (cause: RejectionCause) => {
      note(request, cause, body.length)
      const { id: endpointId, workspaceId } = endpoint
      const headerShape = describeSignature(signatures)
      const size = body.length
      rejections.record({ id, workspaceId, endpointId, receivedAt, cause, size, headerShape })
      return refusals.invalidSignature
    }
    if (check.kind === 'refused') {
      if (check.cause === 'no_secret_here') {
        offerToPark({ id, endpoint, body, receivedAt }, signatures)
      }
      return refuse(check.cause)
    }
    if (check.kind === 'disabled') return disabled(request, body)
    const { secretVersion } = check
    const delivery = { ...verifiedBy(check), body, receivedAt, startedAt }
    const answer = await receive(delivery, deadline)
    if (answer) return answer
    await directory.reload(address, { always: true })
    const again = await withRetries(deadline, () => checkSignature(address, signatures, body))
    if (again.kind === 'disabled') return disabled(request, body)
    // The same secret may have been put back meanwhile.
    if (again.kind !== 'verified' || again.secretVersion === secretVersion) {
      return refuse('retired_secret')
    }
    return (
      (await receive({ ...delivery, ...verifiedBy(again) }, deadline)) ?? refuse('retired_secret')
    )
  }

  app.removeAllContentTypeParsers()
  // Cal.com sends JSON under several types, so the type says nothing.
  app.addHook('onRequest', async (request) => {
    delete request.raw.headers['content-type']
  })
  app.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))

  for (const url of [webhookPath, pluginPath]) {
    app.all<WebhookRoute>(url, async (request, reply) => {
      if (request.method !== 'POST') return send(reply, refusals.methodNotAllowed)
      if (isEncoded(request)) {
        note(request, 'encoded', 0)
        return send(reply, refusals.encoded)
      }
      const startedAt = performance.now()
      const read = await readBody(request.raw, { limit: bodyLimit, budget })
      if (read.kind !== 'complete') {
        note(request, read.kind, 0)
        if (read.kind === 'aborted') return reply.hijack()
        return send(reply, read.kind === 'too_large' ? refusals.tooLarge : refusals.tooSlow)
      }
      try {
        return send(reply, await judge(request, read.body, startedAt))
      } catch (error) {
        const isStalled = performance.now() - workedAt > answerWithinMs
        if (error instanceof DeadlineError && isStalled) onStalled()
        if (logged.take('unavailable')) reportError(error, 'A webhook request was answered 503')
        return send(reply, refusals.unavailable)
      } finally {
        read.release()
      }
    })
  }
  app.addHook('onClose', async () => {
    directory.close()
    await parking.settle()
    await rejections.flush()
  })
  done()
}

function verifiedBy({
  endpoint,
  verdict,
  secretVersion,
}: Extract<SignatureCheck, { kind: 'verified' }>) {
  return { endpoint, verdict, secretVersion }
}

function isEncoded({ headers }: FastifyRequest): boolean {
  const encoding = headers['content-encoding']
  return encoding !== undefined && !/^\s*(identity)?\s*$/i.test(encoding)
}

/** Null when the secret stopped counting, or the endpoint was turned off, while the delivery was on its way. */
function answerTo(receipt: Receipt): Answer | null {
  switch (receipt.kind) {
    case 'received':
      return received(receipt.result, receipt.id)
    case 'invalid_json':
      return refusals.invalidJson
    case 'unsupported_payload':
      return refusals.unsupportedPayload
    case 'secret_revoked':
      return null
  }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.headers(contractHeaders)
  if (isBodyOnItsWay(reply.request.raw)) {
    answerAndClose(reply, answer)
    return reply
  }
  return reply.code(answer.status).headers(answer.headers).send(answer.body)
}

function isBodyOnItsWay({ complete, headers, method }: IncomingMessage): boolean {
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return hasBody && !complete && method !== 'HEAD'
}
