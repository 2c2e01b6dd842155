import { Readable } from 'node:stream'

import type { FastifyInstance } from 'fastify'

import { createBodyBudget } from './body-budget.ts'
import { answerAndClose } from './linger.ts'
import { refusals } from './webhook-answers.ts'
import { readBody } from './webhook-body.ts'

const budgetBytes = 64 * 1024 * 1024

/**
 * Lets the routes of `scope` get request bodies whole, at a bounded cost of memory: fastify itself keeps every
 * chunk, however small, in a Buffer of its own.
 */
export function gatherBodies(scope: FastifyInstance): void {
  const limit = scope.initialConfig.bodyLimit ?? budgetBytes
  const budget = createBodyBudget(budgetBytes)
  scope.addHook('preParsing', async (request, reply, payload) => {
    if (request.method === 'GET' || request.method === 'HEAD') return payload
    const read = await readBody(request.raw, { limit, budget })
    if (read.kind === 'complete') {
      const whole = Readable.from(read.body)
      whole.once('close', read.release)
      return whole
    }
    if (read.kind === 'aborted') reply.hijack()
    else answerAndClose(reply, read.kind === 'too_large' ? refusals.tooLarge : refusals.tooSlow)
    return payload
  })
}
